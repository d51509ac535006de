import { openQueue, type WorkQueue } from '../queue/work-queue.ts';
import type { Database } from '../store/database.ts';

/** One transaction, with the queue at hand: what is enqueued is there when the rest is. */
export async function withQueue<T>(
  database: Database,
  work: (transaction: Database, queue: WorkQueue) => Promise<T>,
): Promise<T> {
  const queue = await openQueue(database);
  try {
    return await database.transaction().execute((transaction) => work(transaction, queue));
  } finally {
    await queue.close();
  }
}
