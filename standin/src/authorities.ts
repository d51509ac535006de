import type { Instance, StoredObject } from './instance.ts';

/** Every authority that the roles of a user give. */
export function authoritiesOf(instance: Instance, user: StoredObject): ReadonlySet<string> {
  const all = new Set<string>();
  const roles = Array.isArray(user.userRoles) ? (user.userRoles as StoredObject[]) : [];
  for (const { id } of roles) {
    const authorities = instance.metadata.find('userRoles', id)?.authorities;
    if (Array.isArray(authorities)) for (const authority of authorities) all.add(String(authority));
  }
  return all;
}
