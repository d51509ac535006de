import type { ErrorCode } from '../model/errors/codes.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { isDatabaseTrouble } from '../store/database-trouble.ts';
import type { PieceFailure } from '../store/piece.ts';
import type { PieceTask } from '../store/queue-tables.ts';

/** What a failure means for the piece and its run. */
export type Judgement =
  /** An instance seems to be down: if a look at it says so too, the run waits for it. */
  | { readonly kind: 'instance-down'; readonly address: string }
  /** The account: a person has to do something, and every further try makes it worse. */
  | { readonly kind: 'account-refused'; readonly address: string | undefined }
  /** Relais's own database: nothing is wrong with the piece. */
  | { readonly kind: 'store' }
  | { readonly kind: 'try-again' }
  /** The same would come of every further try. */
  | { readonly kind: 'no-use' };

const downCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DHIS2_UNREACHABLE',
  'DHIS2_HOST_UNKNOWN',
  'DHIS2_CONNECTION_REFUSED',
  'DHIS2_CONNECTION_LOST',
  'DHIS2_TIMEOUT',
  'DHIS2_STARTING',
]);

/** Statuses of gateways, and of servers that have too much to do. A 500 is about what was asked. */
const downStatuses: readonly unknown[] = [429, 502, 503, 504];

const refusedCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DHIS2_LOGIN_PAGE',
  'DHIS2_PASSWORD_REFUSED',
  'DHIS2_TOKEN_REFUSED',
  'DHIS2_ACCOUNT_LOCKED',
  'DHIS2_ACCOUNT_DISABLED',
  'DHIS2_TWO_FACTOR_NEEDED',
  'DHIS2_AUTHORITIES_MISSING',
  'DHIS2_READ_ONLY',
  'SECRET_UNREADABLE',
  'INSTANCE_NAME_UNKNOWN',
  'CREDENTIALS_MISSING',
  // A second person.
  'RUN_NEEDS_APPROVAL',
]);

/** Judges a failure by its code; never by words. */
export function judgeFailure(error: unknown): Judgement {
  if (isDatabaseTrouble(error)) return { kind: 'store' };
  if (!(error instanceof PlatformError)) return { kind: 'try-again' };
  const { code, args } = error;
  const address = typeof args.address === 'string' ? args.address : undefined;
  const isDown = downCodes.has(code) || (code === 'DHIS2_SERVER_ERROR' && downStatuses.includes(args.status));
  if (isDown && address !== undefined) return { kind: 'instance-down', address };
  if (refusedCodes.has(code)) return { kind: 'account-refused', address };
  return { kind: error.retryable ? 'try-again' : 'no-use' };
}

/** A failure as it is kept with the piece. */
export function failureOf(error: unknown): PieceFailure {
  if (error instanceof PlatformError) return { code: error.code, args: error.args };
  return {
    code: 'FAULT',
    args: { reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
  };
}

/** How often a piece may fail before it is set aside. */
export const mostAttempts = 5;

/** Pause before the next try of a piece in milliseconds: exponential with jitter, from some 2 s to a minute. */
export function retryPauseMs(attempts: number, random: number): number {
  return Math.round(Math.min(60_000, 2_000 * 2 ** attempts) * (0.5 + random / 2));
}

/** Whether a run can go on without a piece: not without being opened, nor without its metadata, nor without a verdict. */
export function canDoWithout({ task, step }: { readonly task: PieceTask; readonly step: string }): boolean {
  return task === 'work' && step !== 'metadata';
}
