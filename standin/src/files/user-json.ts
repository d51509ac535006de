import type { Account, Instance } from '../instance.ts';

/** A user as DHIS2 shows it inside objects that are no metadata: id, code, name, username (recorded: file-post). */
export function userReference(instance: Instance, account: Pick<Account, 'uid' | 'username'>): Record<string, unknown> {
  const user = instance.metadata.find('users', account.uid);
  const name = [user?.firstName, user?.surname].filter(Boolean).join(' ') || account.username;
  const code = user?.code ?? (account.username === 'admin' ? 'admin' : undefined);
  return {
    id: account.uid,
    ...(code === undefined ? {} : { code }),
    name,
    displayName: name,
    username: account.username,
  };
}
