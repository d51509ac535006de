import type { AccountFacts } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import { protectionOf } from '../metadata/plan-decisions.ts';

/** Types of which every instance has its own, by the reason for which none of them is ever deleted. */
const ownTypes: Readonly<Record<MetadataType, string>> = {
  jobConfigurations: 'every instance has its own jobs',
  apiToken: 'a secret of one instance',
  oAuth2Clients: 'a secret of one instance',
  oAuth2Authorizations: 'sessions of one instance',
  oAuth2AuthorizationConsents: 'sessions of one instance',
};

/** Whether objects of a type are the instance's own, so that none of them is missing on the source. */
export function isOwnType(type: MetadataType): boolean {
  return Object.hasOwn(ownTypes, type);
}

/** The role that a server makes for itself (API.md §1); whoever lost it may be locked out of the instance. */
function isSuperuserRole(type: MetadataType, object: MetadataObject): boolean {
  return type === 'userRoles' && Array.isArray(object.authorities) && object.authorities.includes('ALL');
}

/**
 * Why an object of the target is never deleted: a default category object, the account in use, a role of it, a role that may do
 * everything, a type of which every instance has its own. Undefined where it may be.
 */
export function deletionProtection(
  type: MetadataType,
  object: MetadataObject,
  account: AccountFacts,
): string | undefined {
  if (isOwnType(type)) return 'OWN_TYPE';
  return protectionOf(type, object, account) ?? (isSuperuserRole(type, object) ? 'SUPERUSER_ROLE' : undefined);
}
