import type { MetadataType } from '../../model/metadata-object.ts';

/**
 * What to do when the target holds the same code, name, level or username under another UID:
 * - `map`: the target's object stands for the source's; it keeps its own content.
 * - `adopt`: the target's object takes the source's content and keeps its UID.
 * - `rename`: the source's object is created beside it, with its UID added to what must be unique.
 * - `refuse`: nothing is done, and the object and what depends on it are told as refused.
 */
export const identityPolicies = ['map', 'adopt', 'rename', 'refuse'] as const;
export type IdentityPolicy = (typeof identityPolicies)[number];

interface PolicyRow {
  readonly policy: IdentityPolicy;
  readonly reason: string;
}

/** The policies that hold when the user chose none, by type; each is the one by which neither side loses anything. */
const defaultPolicies: Readonly<Record<MetadataType, PolicyRow>> = {
  organisationUnitLevels: {
    policy: 'adopt',
    reason: 'an instance has one row per level; the level itself is the identity',
  },
  users: {
    policy: 'map',
    reason: 'the same username is the same person; an account of the target is never taken over',
  },
  userRoles: { policy: 'map', reason: 'what a role of the target may do is decided on the target' },
  categoryOptionCombos: { policy: 'map', reason: 'the same options of the same combo are the same thing' },
};

/** For every other type: equal objects are mapped, different ones stand side by side under different names. */
const otherwise: PolicyRow = { policy: 'rename', reason: 'both objects stay, and both keep their content' };

/** The policy for a clash of one type; `equal` says whether both objects hold the same but for their UIDs. */
export function policyFor(
  type: MetadataType,
  equal: boolean,
  chosen: Readonly<Record<MetadataType, IdentityPolicy>> = {},
): IdentityPolicy {
  const choice = chosen[type];
  if (choice !== undefined) return choice;
  const row = defaultPolicies[type] ?? otherwise;
  return equal && row.policy === 'rename' ? 'map' : row.policy;
}
