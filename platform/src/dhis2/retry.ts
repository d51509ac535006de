import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time and chance, handed in so that tests do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 (included) to 1 (excluded). */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleepFor(ms, undefined, { signal });
  },
  random: () => Math.random(),
};

/** How often and how patiently a request is sent again. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly tries: number;
  readonly baseMs: number;
  /** Longest pause that Relais chooses. */
  readonly capMs: number;
  /** Longest pause that a server may ask for by `Retry-After`. */
  readonly retryAfterCapMs: number;
}

/** About two minutes in all: enough for a restarted proxy; a longer outage is the run's business, not a request's. */
export const patientPolicy: RetryPolicy = { tries: 7, baseMs: 500, capMs: 30_000, retryAfterCapMs: 120_000 };

/** For the first contact, while somebody waits at a terminal. */
export const briskPolicy: RetryPolicy = { tries: 3, baseMs: 300, capMs: 2_000, retryAfterCapMs: 10_000 };

/**
 * Pause before attempt `attempt + 1` in milliseconds: exponential with full jitter, so that several workers do not come
 * back at once; the server's own wish goes first.
 */
export function backOffMs(policy: RetryPolicy, attempt: number, random: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, policy.retryAfterCapMs);
  return Math.round(random * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110 §10.2.3). */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Whether a status may pass by itself. 409 is an answer, never a reason to send again (API.md §12); 500 is tried once
 * more because an import that met another transaction fails so.
 */
export function isPassingStatus(status: number, attempt: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504 || (status === 500 && attempt === 1);
}
