import type { Uid } from '../../model/uid.ts';
import type { UniqueClash } from '../../store/planned-object.ts';
import type { IdentityPolicy } from '../identity/policies.ts';
import type { IdentityDecisions } from '../metadata/plan-decisions.ts';
import type { RunMapping } from './open-mapping.ts';

/** Clashes that a mapping has not decided: neither object is one of its pairs. */
export function undecidedClashes(
  clashes: readonly UniqueClash[],
  mapping: RunMapping | undefined,
): readonly UniqueClash[] {
  if (mapping === undefined) return clashes;
  const targets = new Set(mapping.pairs.values());
  return clashes.filter(({ sourceUid, targetUid }) => !mapping.pairs.has(sourceUid) && !targets.has(targetUid));
}

/**
 * The decisions with those of a mapping: the target's object stands for the source's and keeps its content, unless the policy
 * for its type is `adopt`.
 */
export function withMapping(
  decisions: IdentityDecisions,
  mapping: RunMapping | undefined,
  typeOf: (uid: Uid) => string | undefined,
  chosen: Readonly<Record<string, IdentityPolicy>> = {},
): IdentityDecisions {
  if (mapping === undefined) return decisions;
  const pairs = new Map(decisions.pairs);
  const mapped = new Set(decisions.mapped);
  for (const [source, target] of mapping.pairs) {
    if (source !== target) pairs.set(source, target);
    if (chosen[typeOf(source) ?? ''] !== 'adopt') mapped.add(source);
  }
  return { ...decisions, pairs, mapped };
}
