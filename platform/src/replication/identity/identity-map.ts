import type { Uid } from '../../model/uid.ts';
import type { IdentityMap } from '../run-context.ts';

/** An identity map over pairs of source and target UIDs. */
export function createIdentityMap(
  pairs: Iterable<readonly [Uid, Uid]>,
  { mapsOrgUnits = false }: { readonly mapsOrgUnits?: boolean } = {},
): IdentityMap {
  const targets = new Map(pairs);
  // Word borders keep a UID from being found inside a longer word; a text rarely holds more than a few of them.
  const anyUid = /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{10}(?![A-Za-z0-9])/g;
  return {
    toTarget: (uid) => targets.get(uid) ?? uid,
    rewriteText: (text) => (targets.size === 0 ? text : text.replace(anyUid, (word) => targets.get(word) ?? word)),
    size: targets.size,
    mapsOrgUnits,
  };
}

/**
 * A copy of any JSON value with every mapped UID replaced: whole strings, keys of objects (sharing), and UIDs inside
 * expressions and forms (`#{de.coc}`, `id="de-coc-val"`; API.md §5.1 and §5.3).
 */
export function rewriteUids<T>(value: T, identity: IdentityMap): T {
  if (identity.size === 0) return value;
  return rewrite(value, identity) as T;
}

function rewrite(value: unknown, identity: IdentityMap): unknown {
  if (typeof value === 'string') return value.length < 11 ? value : identity.rewriteText(value);
  if (Array.isArray(value)) return value.map((item) => rewrite(item, identity));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [identity.toTarget(key), rewrite(item, identity)]),
  );
}
