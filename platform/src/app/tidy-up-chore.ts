import { tidyUp } from '../access/tidy-up.ts';
import type { Database } from '../store/database.ts';
import { deleteOldAnswers } from '../store/idempotent-answer.ts';

const dayMs = 86_400_000;

/** Forgets once a day, and at the start, what is over: sessions, links, failed tries, answers to keys. */
export function createTidyUpChore(database: Database): (now: Date) => Promise<void> {
  let last: Date | undefined;
  return async (now) => {
    if (last !== undefined && now.getTime() - last.getTime() < dayMs) return;
    await tidyUp({ database, now: () => now });
    await deleteOldAnswers(database, new Date(now.getTime() - dayMs));
    last = now;
  };
}
