import type { Account, Instance, StoredObject } from '../instance.ts';
import { refIds } from './references.ts';

/** Position of a right in an access string such as `rwrw----`. */
const POSITIONS = { readMetadata: 0, writeMetadata: 1, readData: 2, writeData: 3 } as const;

/** Whether an account holds the authority ALL. */
export function isSuperuser(account: Account): boolean {
  return account.authorities.has('ALL');
}

/** Whether an object's sharing gives an account a right. A superuser has every right. */
export function hasAccess(
  instance: Instance,
  account: Account,
  object: StoredObject | undefined,
  right: keyof typeof POSITIONS,
): boolean {
  return isSuperuser(account) || isShared(instance, account, object, right);
}

/** The same without a superuser's privilege. */
export function isShared(
  instance: Instance,
  account: Account,
  object: StoredObject | undefined,
  right: keyof typeof POSITIONS,
): boolean {
  const sharing = object?.sharing;
  if (typeof sharing !== 'object' || sharing === null) return true;
  const { public: everyone, owner, users, userGroups } = sharing as Record<string, unknown>;
  if (owner === account.uid) return true;
  if (allows(everyone, right) || allows(accessOf(users, account.uid), right)) return true;
  for (const [uid, group] of instance.metadata.of('userGroups')) {
    if (refIds(group.users).includes(account.uid) && allows(accessOf(userGroups, uid), right)) return true;
  }
  return false;
}

function accessOf(entries: unknown, uid: string): unknown {
  const entry = typeof entries === 'object' && entries !== null ? (entries as Record<string, unknown>)[uid] : undefined;
  return typeof entry === 'object' && entry !== null && 'access' in entry ? entry.access : undefined;
}

function allows(access: unknown, right: keyof typeof POSITIONS): boolean {
  if (typeof access !== 'string') return false;
  const sign = access.charAt(POSITIONS[right]);
  return right.startsWith('read') ? sign === 'r' : sign === 'w';
}
