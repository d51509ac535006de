import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { ApiResponse } from './api-request.ts';
import { isJson, parseJson, readText } from './read-body.ts';
import type { Credentials } from './transport.ts';

/** What a refusal of the account looks like; `message` is a constant of DHIS2's where it has no code. */
const refusalSchema = z.looseObject({
  message: z.string().optional(),
  errorCode: z.string().optional(),
  loginStatus: z.string().optional(),
});

/** Codes for a missing or wrong second factor [ErrorCode, 2.40 … 2.43]. */
const twoFactorCodes = new Set(['E3023', 'E3049', 'E3051']);

/** Whether the answer says that nobody is logged in: 401, or a redirect to where one logs in or out. */
export function isLoggedOut(response: ApiResponse): boolean {
  if (response.status === 401) return true;
  return isRedirect(response.status) && /log(in|out)/i.test(response.headers.location ?? '');
}

export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** The error for an answer that refuses the account or leads elsewhere; undefined for all others. Reads the body. */
export async function refusalOf(response: ApiResponse, credentials: Credentials): Promise<PlatformError | undefined> {
  const { address } = response;
  if (response.status === 401) return accountRefusal(response, credentials);
  if (!isRedirect(response.status)) return undefined;
  await readText(response);
  if (isLoggedOut(response)) return new PlatformError('DHIS2_LOGIN_PAGE', { args: { address } });
  const location = URL.parse(response.headers.location ?? '', address)?.href ?? '';
  return new PlatformError('DHIS2_REDIRECTED', { args: { address, location } });
}

/**
 * Why an account was refused. DHIS2 gives no code here, but one of three constant messages
 * [FormLoginBasicAuthenticationEntryPoint, the same in 2.38 … 2.42].
 */
async function accountRefusal(response: ApiResponse, credentials: Credentials): Promise<PlatformError> {
  const { address } = response;
  const text = await readText(response);
  const parsed = refusalSchema.safeParse(isJson(response) ? parseJson(text, response) : undefined);
  const { message, errorCode = '', loginStatus = '' } = parsed.data ?? {};
  if (credentials.kind === 'token') return new PlatformError('DHIS2_TOKEN_REFUSED', { args: { address } });
  const args = { address, username: credentials.username };
  if (message === 'Account locked') return new PlatformError('DHIS2_ACCOUNT_LOCKED', { args });
  if (message === 'Account disabled') return new PlatformError('DHIS2_ACCOUNT_DISABLED', { args });
  if (twoFactorCodes.has(errorCode) || loginStatus.includes('TWO_FACTOR')) {
    return new PlatformError('DHIS2_TWO_FACTOR_NEEDED', { args });
  }
  return new PlatformError('DHIS2_PASSWORD_REFUSED', { args });
}
