import { createHash } from 'node:crypto';
import { PlatformError } from '../model/errors/platform-error.ts';
import { forgiveAll, forgiveTry, type TryPolicy, takeTry } from '../store/failed-attempt.ts';
import { tellEventOnce } from '../store/notice-event.ts';
import { type Access, dayMs, hourMs, minuteMs, secondMs } from './access.ts';

/** What is tried: a username (whether it exists or not), an address, the second factor of a user. */
export type Attempted =
  | { readonly kind: 'username'; readonly name: string }
  | { readonly kind: 'address'; readonly name: string }
  | { readonly kind: 'second-factor'; readonly name: string };

/** After so many free failures each further try waits twice as long as the one before. */
function doubling(free: number, firstMs: number, mostMs: number, forgetMs: number): TryPolicy {
  return {
    lockMs: (failures) => (failures < free ? undefined : Math.min(mostMs, firstMs * 2 ** (failures - free))),
    forgetMs,
  };
}

/**
 * Delays rather than locks for good: who guesses gets some hundred tries a day, and who is guessed at is let in again after a quarter of an
 * hour. An address has more, because a ministry may have one for all.
 */
const policies: Readonly<Record<Attempted['kind'], TryPolicy>> = {
  username: doubling(5, 30 * secondMs, 15 * minuteMs, dayMs),
  address: doubling(50, 30 * secondMs, 15 * minuteMs, hourMs),
  'second-factor': doubling(5, 30 * secondMs, 15 * minuteMs, dayMs),
};

/**
 * Takes a try at something, which counts as failed until it is forgiven.
 * @throws PlatformError LOGIN_LOCKED with the seconds until the next try.
 */
export async function attempt(access: Access, attempted: Attempted): Promise<void> {
  const now = access.now();
  const policy = policies[attempted.kind];
  const { lockedUntil } = await takeTry(access.database, { digest: digestOfAttempt(attempted), now, policy });
  if (lockedUntil === undefined) return;
  if (attempted.kind !== 'address') {
    await tellEventOnce(access.database, { name: 'account.locked', args: {} }, { now, withinMs: hourMs });
  }
  const seconds = Math.ceil((lockedUntil.getTime() - now.getTime()) / secondMs);
  throw new PlatformError('LOGIN_LOCKED', { args: { seconds } });
}

/** The try that was taken was no failure. */
export async function forgiveOne(access: Access, attempted: Attempted): Promise<void> {
  await forgiveTry(access.database, digestOfAttempt(attempted));
}

/** All failures are forgotten: the right person came, or an administrator says so. */
export async function forgive(access: Access, attempted: Attempted): Promise<void> {
  await forgiveAll(access.database, digestOfAttempt(attempted));
}

/** As a digest: who mistypes puts their password where the name belongs. */
function digestOfAttempt({ kind, name }: Attempted): string {
  const text = JSON.stringify([kind, name.normalize('NFKC').toLowerCase()]);
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
