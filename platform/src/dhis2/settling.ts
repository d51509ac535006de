import { PlatformError } from '../model/errors/platform-error.ts';
import type { Settling } from '../model/instance.ts';
import type { Maintenance } from '../model/maintenance.ts';
import type { Clock } from './retry.ts';

const settlingMs = 5_000;

/**
 * Gives an instance time before it is read once more, the first time that it is asked to. A 2.40.1 told actions of rules, and a
 * 2.41.5.1 a dashboard, as they were before large imports, and otherwise some seconds and an import later.
 */
export function createSettling(clock: Clock, maintenance: Maintenance): (settling: Settling) => Promise<void> {
  let isSettled = false;
  return async ({ signal, clearsCaches }) => {
    if (isSettled) return;
    await clock.sleep(settlingMs, signal);
    if (clearsCaches) await clearCaches(maintenance, signal);
    isSettled = true;
  };
}

/** An account that may not clear caches has waited all the same; a server that is gone stops the run, as everywhere. */
async function clearCaches(maintenance: Maintenance, signal: AbortSignal): Promise<void> {
  try {
    await maintenance.run('caches', signal);
  } catch (error) {
    const isRefusal = error instanceof PlatformError && !error.retryable;
    if (!isRefusal) throw error;
  }
}
