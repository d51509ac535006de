import { retryPauseMs } from '../runs/judge-failure.ts';
import { isDatabaseTrouble } from '../store/database-trouble.ts';
import { pause } from './pause.ts';
import { PlaceLost } from './stop-reasons.ts';
import type { WorkerParts } from './worker-parts.ts';
import { workForAStay } from './worker-stay.ts';

/**
 * Works on runs until the signal is aborted: then what is under way is finished as far as the chunk at hand, and given back.
 * `hurry` breaks that off too. A database that goes away is waited for: the worker comes back under a new number, and whatever
 * it held is anybody's.
 */
export async function runWorker(parts: WorkerParts, signal: AbortSignal, hurry?: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const startedMs = performance.now();
    try {
      await workForAStay(parts, signal, hurry);
    } catch (error) {
      if (!isOurDatabase(error)) throw error;
      failures = performance.now() - startedMs > 60_000 ? 0 : failures + 1;
      const waitMs = retryPauseMs(Math.min(failures, 4) - 1, Math.random());
      const reason = error instanceof Error ? error.message : String(error);
      parts.say({
        fr: `la base de données est en difficulté (${reason}) ; nouvel essai dans ${Math.ceil(waitMs / 1000)} s`,
        en: `the database is in trouble (${reason}); next try in ${Math.ceil(waitMs / 1000)} s`,
      });
      await pause(waitMs, signal);
    }
  }
}

function isOurDatabase(error: unknown): boolean {
  return error instanceof PlaceLost || isDatabaseTrouble(error);
}
