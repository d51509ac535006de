import { tidyUp } from '../access/tidy-up.ts';
import type { Database } from '../store/database.ts';
import { deleteOldAnswers } from '../store/idempotent-answer.ts';
import { deleteOldWorkers } from '../store/worker.ts';

const dayMs = 86_400_000;
/** How long workers that are gone can be looked up. */
const workersKeptMs = 30 * dayMs;

/** Forgets once a day, and at the start, what is over: sessions, links, failed tries, answers to keys, workers that are gone. */
export function createTidyUpChore(database: Database): (now: Date) => Promise<void> {
  let last: Date | undefined;
  return async (now) => {
    if (last !== undefined && now.getTime() - last.getTime() < dayMs) return;
    await tidyUp({ database, now: () => now });
    await deleteOldAnswers(database, new Date(now.getTime() - dayMs));
    await deleteOldWorkers(database, new Date(now.getTime() - workersKeptMs));
    last = now;
  };
}
