import type { Database } from '../store/database.ts';
import { isMigrated } from '../store/migrate.ts';

/** One thing that has to be right. */
export interface HealthCheck {
  readonly name: string;
  readonly isWell: boolean;
  /** Why not, without secrets. */
  readonly reason?: string | undefined;
}

export interface Health {
  readonly isWell: boolean;
  readonly checks: readonly HealthCheck[];
}

/** What says that the loops of a process still turn. */
export interface Heartbeats {
  /** A loop that is to be heard of at least this often. The function that it gets is its beat. */
  expect(name: string, withinMs: number): () => void;
  /** Whether every loop was heard of in time: false calls for a restart of the process. */
  liveness(): Health;
}

/** @param now milliseconds since 1970. */
export function createHeartbeats(now: () => number): Heartbeats {
  const loops = new Map<string, { readonly withinMs: number; beatAt: number }>();
  return {
    expect: (name, withinMs) => {
      const loop = { withinMs, beatAt: now() };
      loops.set(name, loop);
      return () => {
        loop.beatAt = now();
      };
    },
    liveness: () =>
      healthOf(
        [...loops].map(([name, { withinMs, beatAt }]) => {
          const silentMs = now() - beatAt;
          const isWell = silentMs <= withinMs;
          return isWell ? { name, isWell } : { name, isWell, reason: `silent for ${Math.round(silentMs / 1_000)} s` };
        }),
      ),
  };
}

/**
 * Whether a process can do its work: its database answers in time and is of its release, and it is not stopping. False takes it off the list of
 * those that are asked, but is no reason for a restart.
 */
export async function checkReadiness(
  database: Database,
  { isStopping, timeoutMs }: { readonly isStopping: boolean; readonly timeoutMs: number },
): Promise<Health> {
  const checks = [await checkDatabase(database, timeoutMs)];
  return healthOf(isStopping ? [...checks, { name: 'stopping', isWell: false }] : checks);
}

async function checkDatabase(database: Database, timeoutMs: number): Promise<HealthCheck> {
  const name = 'database';
  const late = Promise.withResolvers<HealthCheck>();
  const timer = setTimeout(() => late.resolve({ name, isWell: false, reason: 'no answer in time' }), timeoutMs);
  const asked = isMigrated(database).then(
    (isReady): HealthCheck => (isReady ? { name, isWell: true } : { name, isWell: false, reason: 'not migrated' }),
    // The words of a driver may hold the address and the user of the database.
    (): HealthCheck => ({ name, isWell: false, reason: 'does not answer' }),
  );
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function healthOf(checks: readonly HealthCheck[]): Health {
  return { isWell: checks.every(({ isWell }) => isWell), checks };
}
