import type { OpenIdSettings } from '../access/openid/provider.ts';
import { userRoles } from '../model/user-role.ts';

/** What the environment says of the provider of logins. */
export interface OpenIdVariables {
  /** The address under which people reach Relais. */
  readonly url: string | undefined;
  readonly issuer: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** `groups: relais-admins=administrator, dhis2=operator`: who is something there is something here, and is added when they first come. */
  readonly roles: string | undefined;
}

/** Where the provider sends people back to, below the address of Relais. */
export const openIdReturnPath = '/api/v1/session/openid/return';

/** Undefined where no provider is named, or nobody said under which address people reach Relais. */
export function openIdSettingsOf(variables: OpenIdVariables): OpenIdSettings | undefined {
  const { url, issuer, clientId, clientSecret, roles } = variables;
  if (url === undefined || issuer === undefined || clientId === undefined) return undefined;
  const redirectUri = new URL(openIdReturnPath, url).href;
  return { issuer, clientId, clientSecret, redirectUri, roles: roles === undefined ? undefined : rolesOf(roles) };
}

/** Whether a text names roles as `openIdSettingsOf` reads them. */
export function namesRoles(text: string): boolean {
  const { claim, values } = rolesOf(text);
  return claim !== '' && values.length > 0 && values.length === text.split('=').length - 1;
}

function rolesOf(text: string): NonNullable<OpenIdSettings['roles']> {
  const [, claim = '', list = ''] = /^\s*([^:\s]+)\s*:(.*)$/.exec(text) ?? [];
  const values = list.split(',').flatMap((pair) => {
    const at = pair.lastIndexOf('=');
    const role = userRoles.find((each) => each === pair.slice(at + 1).trim());
    return role === undefined ? [] : [[pair.slice(0, at).trim(), role] as const];
  });
  return { claim, values, createsUsers: true };
}
