import { PlatformError } from '../model/errors/platform-error.ts';
import {
  allOthers,
  type DeletionBound,
  type DeletionChoice,
  deletionPolicies,
} from '../replication/deletions/deletion-policy.ts';

/** `propagate`, or `dataValues=propagate,users=leave,metadata=report`: what becomes of what only the target has. */
export function parseDeletions(text: string | undefined): DeletionChoice | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const pairs = parts.map((part) => {
    const [name, word] = part.includes('=') ? part.split('=', 2) : [allOthers, part];
    const policy = deletionPolicies.find((each) => each === word);
    if (name === undefined || name === '' || policy === undefined) {
      throw new PlatformError('DELETIONS_INVALID', { args: { policy: part } });
    }
    return [name, policy] as const;
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** `5%` of what the target holds, or a number of objects. */
export function parseMaxDeletions(text: string | undefined): DeletionBound | undefined {
  if (text === undefined) return undefined;
  const [, number, sign] = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(number?.replace(',', '.'));
  const isPossible = sign === '%' ? value <= 100 : Number.isInteger(value);
  if (number === undefined || !isPossible) throw new PlatformError('MAX_DELETIONS_INVALID', { args: { bound: text } });
  return sign === '%' ? { percent: value } : { count: value };
}
