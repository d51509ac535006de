import { isJson, type Json, jsonObjects } from '../json.ts';

/**
 * The sharing that a payload's object brings. Releases up to 2.40 also read the older fields `publicAccess`,
 * `userAccesses` and `userGroupAccesses` (API.md §5.2).
 */
export function givenSharing(minor: number, payload: Json): Json | undefined {
  if (isJson(payload.sharing)) return payload.sharing;
  if (minor > 40 || payload.publicAccess === undefined) return undefined;
  return {
    public: payload.publicAccess,
    external: payload.externalAccess ?? false,
    users: accessesById(payload.userAccesses),
    userGroups: accessesById(payload.userGroupAccesses),
  };
}

/** Sharing entries by UID, from a map or from a list of accesses. */
export function accessesById(given: unknown): Json {
  const list = Array.isArray(given) ? jsonObjects(given) : isJson(given) ? mapEntries(given) : [];
  const entries = list.flatMap(({ id, userUid, userGroupUid, access }) => {
    const uid = id ?? userUid ?? userGroupUid;
    return typeof uid === 'string' ? [[uid, { access, id: uid }] as const] : [];
  });
  return Object.fromEntries(entries);
}

function mapEntries(given: Json): Json[] {
  return Object.entries(given).map(([id, entry]) => ({ id, ...(isJson(entry) ? entry : {}) }));
}
