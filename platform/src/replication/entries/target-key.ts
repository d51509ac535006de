import type { Entry } from '../../model/entry.ts';
import type { RunContext } from '../run-context.ts';
import type { PreparedEntry } from './entry-class.ts';

/**
 * An entry whose key is made of UIDs, as the target spells them. `types` says what each part of the key is; a part that is
 * no metadata object has none. What hangs on an object that was refused is not sent.
 */
export function withTargetKey(
  { key, content }: Entry,
  types: readonly (string | undefined)[],
  { identity, isRefused }: RunContext,
): PreparedEntry {
  const parts = key.split('/');
  const refused = parts.findIndex((uid, at) => types[at] !== undefined && isRefused(types[at], uid));
  if (refused >= 0) {
    const message = `${types[refused]} ${parts[refused]} was refused, on which this depends`;
    return { aside: { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message } };
  }
  return { entry: { key: targetKey(key, types, identity), content } };
}

/** The same for the name of a slice. */
export function targetKey(
  key: string,
  types: readonly (string | undefined)[],
  { toTarget }: RunContext['identity'],
): string {
  const spelled = key.split('/').map((part, at) => (types[at] === undefined ? part : toTarget(part)));
  return spelled.join('/');
}
