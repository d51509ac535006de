import type { ColumnType } from 'kysely';
import type { Database } from './database.ts';

/** Answers by the key of their request (`0012-idempotent-answer.sql`). */
export interface ApiTables {
  idempotent_answer: IdempotentAnswerTable;
}

interface IdempotentAnswerTable {
  user_id: number;
  key: string;
  request_digest: string;
  body: string | null;
  answered_at: ColumnType<Date, never, never>;
}

export interface KeyedRequest {
  readonly userId: number;
  readonly key: string;
  /** Digest of what was asked: the same key for something else is a mistake. */
  readonly requestDigest: string;
}

/** What was answered before. */
export interface KeptAnswer {
  readonly requestDigest: string;
  readonly body: string | undefined;
}

/**
 * Takes the key for a request, in the transaction that carries it out; gives the answer of before where it was taken already. Who comes with
 * the same key at the same moment waits here until that transaction has ended.
 */
export async function takeRequestKey(transaction: Database, request: KeyedRequest): Promise<KeptAnswer | undefined> {
  const { userId, key } = request;
  const taken = await transaction
    .insertInto('idempotent_answer')
    .values({ user_id: userId, key, request_digest: request.requestDigest })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .executeTakeFirst();
  if ((taken.numInsertedOrUpdatedRows ?? 0n) > 0n) return undefined;
  const row = await transaction
    .selectFrom('idempotent_answer')
    .select(['request_digest', 'body'])
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return { requestDigest: row.request_digest, body: row.body ?? undefined };
}

/** Keeps what was answered, in the same transaction. */
export async function keepAnswer(transaction: Database, request: KeyedRequest, body: string): Promise<void> {
  await transaction
    .updateTable('idempotent_answer')
    .set({ body })
    .where('user_id', '=', request.userId)
    .where('key', '=', request.key)
    .execute();
}

/** Forgets answers that were given before a moment. */
export async function deleteOldAnswers(database: Database, before: Date): Promise<void> {
  await database.deleteFrom('idempotent_answer').where('answered_at', '<', before).execute();
}
