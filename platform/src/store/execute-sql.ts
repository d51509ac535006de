import { CompiledQuery } from 'kysely';
import type { Database } from './database.ts';

/** What the queue's library is given to speak to PostgreSQL: the database, or the transaction of the caller. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Lets the queue work in a database or in a transaction; no other part holds SQL of its own. */
export function sqlExecutor(database: Database): SqlExecutor {
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await database.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
      return { rows: [...rows] };
    },
  };
}
