import type { Selectable } from 'kysely';
import type { OneTimePurpose, OneTimeTokenTable } from './access-tables.ts';
import type { Database } from './database.ts';

/** What is good once, until a moment. */
export interface OneTimeToken {
  readonly purpose: OneTimePurpose;
  readonly userId: number | undefined;
  /** Ciphertext of what belongs to it. */
  readonly sealed: string | undefined;
  readonly endsAt: Date;
}

export interface OneTimeTokenToCreate extends OneTimeToken {
  readonly digest: string;
  /** How often it may be shown before it is used up. */
  readonly tries: number;
  readonly createdAt: Date;
}

/** Keeps a one-time token. Others of its purpose and user are void: the latest link counts. */
export async function createOneTimeToken(database: Database, token: OneTimeTokenToCreate): Promise<void> {
  // A login that is under way in another window is no business of this one.
  if (token.purpose !== 'openid') await deleteOneTimeTokens(database, token.purpose, token.userId);
  await database
    .insertInto('one_time_token')
    .values({
      digest: token.digest,
      purpose: token.purpose,
      user_id: token.userId ?? null,
      sealed: token.sealed ?? null,
      tries_left: token.tries,
      created_at: token.createdAt,
      ends_at: token.endsAt,
    })
    .execute();
}

interface Shown {
  readonly digest: string;
  readonly purpose: OneTimePurpose;
  readonly now: Date;
}

/** Takes a token for good: nobody can take it again. Undefined where it is unknown, used or past. */
export async function takeOneTimeToken(database: Database, shown: Shown): Promise<OneTimeToken | undefined> {
  const row = await database
    .deleteFrom('one_time_token')
    .where('digest', '=', shown.digest)
    .where('purpose', '=', shown.purpose)
    .where('ends_at', '>', shown.now)
    .where('tries_left', '>', 0)
    .returningAll()
    .executeTakeFirst();
  return row && toOneTimeToken(row);
}

/** Uses one of a token's tries, before it is known whether it succeeds. Undefined where none is left. */
export async function tryOneTimeToken(database: Database, shown: Shown): Promise<OneTimeToken | undefined> {
  const row = await database
    .updateTable('one_time_token')
    .set(({ eb }) => ({ tries_left: eb('tries_left', '-', 1) }))
    .where('digest', '=', shown.digest)
    .where('purpose', '=', shown.purpose)
    .where('ends_at', '>', shown.now)
    .where('tries_left', '>', 0)
    .returningAll()
    .executeTakeFirst();
  return row && toOneTimeToken(row);
}

/** Voids the tokens of a purpose that belong to a user, or to nobody. */
export async function deleteOneTimeTokens(
  database: Database,
  purpose: OneTimePurpose,
  userId: number | undefined,
): Promise<void> {
  await database
    .deleteFrom('one_time_token')
    .where('purpose', '=', purpose)
    .where('user_id', userId === undefined ? 'is' : '=', userId ?? null)
    .execute();
}

/** Forgets tokens that are past. */
export async function deletePastOneTimeTokens(database: Database, now: Date): Promise<void> {
  await database.deleteFrom('one_time_token').where('ends_at', '<=', now).execute();
}

function toOneTimeToken(row: Selectable<OneTimeTokenTable>): OneTimeToken {
  return {
    purpose: row.purpose,
    userId: row.user_id ?? undefined,
    sealed: row.sealed ?? undefined,
    endsAt: row.ends_at,
  };
}
