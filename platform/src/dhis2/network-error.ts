import { errors } from 'undici';
import { PlatformError } from '../model/errors/platform-error.ts';

const certificateFailures = /^(DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;
/** What OpenSSL says, on either side, of a version of TLS that is not to be had. */
const oldProtocols = /^ERR_SSL_(TLSV1_ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE)$/;
const truncations = new Set(['Z_BUF_ERROR', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HPE_INVALID_EOF_STATE']);
const losses = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

/** What was being asked when it failed, for the error's words. */
export interface Attempted {
  readonly address: string;
  readonly request: string;
  /** The time limits in milliseconds that were in force. */
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
}

/** Node's and undici's failures, told as ours; what is no failure of the network comes back as it is. */
export function networkError(cause: unknown, attempted: Attempted): unknown {
  if (cause instanceof PlatformError) return cause;
  const code = errorCode(cause);
  if (code === undefined) return cause;
  const { address, request } = attempted;
  const fail = (errorCode: PlatformError['code'], args: Record<string, string | number>) =>
    new PlatformError(errorCode, { args: { address, ...args }, cause });
  const timeoutMs = timeoutOf(code, attempted);
  if (timeoutMs !== undefined) return fail('DHIS2_TIMEOUT', { seconds: Math.ceil(timeoutMs / 1000) });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return fail('DHIS2_HOST_UNKNOWN', { host: new URL(address).host });
  if (code === 'ECONNREFUSED') return fail('DHIS2_CONNECTION_REFUSED', {});
  if (certificateFailures.test(code)) return fail('DHIS2_CERTIFICATE_UNTRUSTED', { reason: code });
  if (oldProtocols.test(code)) return fail('DHIS2_TLS_TOO_OLD', {});
  if (truncations.has(code)) return fail('DHIS2_BODY_TRUNCATED', { request });
  if (losses.has(code)) return fail('DHIS2_CONNECTION_LOST', { reason: code });
  if (code.startsWith('HPE_') || code.startsWith('Z_')) return fail('DHIS2_NOT_DHIS2', { found: code });
  return fail('DHIS2_UNREACHABLE', { reason: code });
}

function timeoutOf(code: string, attempted: Attempted): number | undefined {
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return attempted.connectMs;
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return attempted.headersMs;
  if (code === 'UND_ERR_BODY_TIMEOUT') return attempted.bodyMs;
  return undefined;
}

/** The code of an error or, where a host has several addresses, of the last that was tried. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof errors.HTTPParserError) return error.code ?? 'HPE_INVALID';
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ABORT_ERR') return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors.at(-1));
  return errorCode(error.cause);
}
