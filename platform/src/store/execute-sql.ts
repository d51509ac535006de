import { CompiledQuery } from 'kysely';
import type { Database } from './database.ts';

/** What the queue's library is given to speak to PostgreSQL: the database, or the transaction of the caller. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/**
 * Lets the queue work in a database or in a transaction. Its texts may open a transaction of their own; where such a text
 * fails, the connection is cleared before anybody else gets it.
 */
export function sqlExecutor(database: Database): SqlExecutor {
  const execute = async (connection: Database, text: string, values: readonly unknown[]) => {
    const { rows } = await connection.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
    return { rows: [...rows] };
  };
  return {
    executeSql: async (text, values = []) => {
      if (database.isTransaction) return execute(database, text, values);
      return database.connection().execute(async (connection) => {
        try {
          return await execute(connection, text, values);
        } catch (error) {
          await connection.executeQuery(CompiledQuery.raw('rollback'));
          throw error;
        }
      });
    },
  };
}
