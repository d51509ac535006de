import type { Problem } from '@relais/contract/problem.ts';
import type { z } from 'zod';
import type { ErrorCode, errorCodes } from '../model/errors/codes.ts';
import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import type { Language } from '../model/language.ts';

/** Codes whose status does not follow from their name. */
const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  REQUEST_INVALID: 400,
  LOGIN_REFUSED: 401,
  SECOND_FACTOR_REFUSED: 401,
  SESSION_ENDED: 401,
  TOKEN_REFUSED: 401,
  OPENID_REFUSED: 401,
  OPENID_USER_UNKNOWN: 403,
  ACCESS_DENIED: 403,
  APPROVAL_BY_SAME_USER: 403,
  CSRF_REFUSED: 403,
  OPENID_OFF: 404,
  METHOD_UNKNOWN: 405,
  LEDGER_REMOVED: 410,
  ARCHIVE_NOT_BROWSED: 422,
  FINDING_NOT_MASKED: 422,
  TYPE_NAME_UNKNOWN: 422,
  LINK_SPENT: 410,
  REQUEST_TOO_LARGE: 413,
  MEDIA_TYPE_UNKNOWN: 415,
  LOGIN_LOCKED: 429,
  REQUESTS_TOO_MANY: 429,
  SERVICE_FAULT: 500,
  DATABASE_UNREACHABLE: 503,
  OPENID_UNREACHABLE: 424,
  NOTICE_UNREACHABLE: 424,
  NOTICE_BUSY: 424,
  NOTICE_REFUSED: 424,
  NOTICE_SECRET_MISSING: 422,
  NOT_READY: 503,
  PASSWORD_TOO_SHORT: 422,
  PASSWORD_TOO_LONG: 422,
  PASSWORD_GUESSABLE: 422,
  USER_MAY_NOT_WRITE: 422,
  REPLICATION_LOOP: 422,
  CREDENTIALS_IN_URL: 422,
};

/** The status of HTTP that a failure is told with. */
export function statusOf(code: ErrorCode): number {
  const exact = statuses[code];
  if (exact !== undefined) return exact;
  if (code.endsWith('_UNKNOWN')) return 404;
  if (code.endsWith('_INVALID')) return 422;
  // What another server said, or did not say: no failure of this service, so that whoever counts 5xx counts only those.
  if (code.startsWith('DHIS2_')) return 424;
  return 409;
}

/** A request that is not what the contract says; the paths name where. */
export class RequestRefused extends PlatformError {
  readonly places: readonly { readonly path: string; readonly message: string }[];

  constructor(places: RequestRefused['places']) {
    super('REQUEST_INVALID');
    this.places = places;
  }
}

/** What zod says of a part of a request, without the values that it holds. */
export function refusedPart(part: 'params' | 'query' | 'body', error: z.ZodError): RequestRefused {
  const places = error.issues.slice(0, 20).map(({ path, message }) => ({
    path: [part, ...path.map(String)].join('.').slice(0, 200),
    message: message.slice(0, 300),
  }));
  return new RequestRefused(places);
}

/** A failure as it is told. Anything that is no failure of ours is a fault, of which nothing is said but where to look. */
export function toProblem(error: unknown, language: Language, request: string): Problem {
  const told = error instanceof PlatformError ? error : new PlatformError('SERVICE_FAULT', { args: { request } });
  const { message, hint } = explainError(told, language);
  const { code } = told;
  return {
    type: `urn:relais:problem:${code}`,
    code,
    title: message,
    status: statusOf(code),
    hint,
    ...(told instanceof RequestRefused && { errors: [...told.places] }),
  };
}

/** Seconds until the same request may succeed, where that is known. */
export function retryAfterOf(error: unknown): number | undefined {
  const seconds = error instanceof PlatformError && statusOf(error.code) === 429 ? error.args.seconds : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}

/** Failures of Fastify itself, in our words. */
export function translated(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const found = fastifyCodes[code];
  if (found !== undefined) return new PlatformError(found, { cause: error });
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500 && !(error instanceof PlatformError);
  return isTheirs ? new PlatformError('REQUEST_INVALID', { cause: error }) : error;
}

const fastifyCodes: Readonly<Record<string, keyof typeof errorCodes>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNKNOWN',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'REQUEST_INVALID',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQUEST_INVALID',
};
