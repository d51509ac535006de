import { openQueue, type WorkQueue } from '../queue/work-queue.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/in-transaction.ts';

/** One transaction, or the one that is open, with the queue at hand: what is enqueued is there when the rest is. */
export async function withQueue<T>(
  database: Database,
  work: (transaction: Database, queue: WorkQueue) => Promise<T>,
): Promise<T> {
  const queue = await openQueue(database);
  try {
    return await inTransaction(database, (transaction) => work(transaction, queue));
  } finally {
    await queue.close();
  }
}
