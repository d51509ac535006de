import type { Database } from './database.ts';

/** Does work in a transaction: in the one that is open already, or in one of its own. All of it is kept, or nothing. */
export async function inTransaction<T>(database: Database, work: (transaction: Database) => Promise<T>): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}
