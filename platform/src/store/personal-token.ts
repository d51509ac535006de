import type { Selectable } from 'kysely';
import type { TokenScope } from '../model/user-role.ts';
import type { PersonalTokenTable } from './access-tables.ts';
import type { Database } from './database.ts';

/** A token that stands for its user in programs; known by its digest and its first characters only. */
export interface PersonalToken {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly beginning: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly endsAt: Date;
  readonly lastUsedAt: Date | undefined;
  readonly revokedAt: Date | undefined;
}

export interface TokenToCreate {
  readonly userId: number;
  readonly name: string;
  readonly beginning: string;
  readonly digest: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  readonly endsAt: Date;
}

export async function createPersonalToken(database: Database, token: TokenToCreate): Promise<PersonalToken> {
  const row = await database
    .insertInto('personal_token')
    .values({
      user_id: token.userId,
      name: token.name,
      beginning: token.beginning,
      digest: token.digest,
      scopes: [...token.scopes],
      created_at: token.createdAt,
      ends_at: token.endsAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toToken(row);
}

export async function findPersonalToken(database: Database, digest: string): Promise<PersonalToken | undefined> {
  const row = await database.selectFrom('personal_token').selectAll().where('digest', '=', digest).executeTakeFirst();
  return row && toToken(row);
}

export async function findPersonalTokenById(database: Database, id: number): Promise<PersonalToken | undefined> {
  const row = await database.selectFrom('personal_token').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toToken(row);
}

/** The tokens of a user, or of all, the newest first; revoked and past ones too. */
export async function listPersonalTokens(
  database: Database,
  userId?: number | undefined,
): Promise<readonly (PersonalToken & { readonly username: string })[]> {
  let query = database
    .selectFrom('personal_token')
    .innerJoin('user_account', 'user_account.id', 'personal_token.user_id')
    .selectAll('personal_token')
    .select('user_account.username')
    .orderBy('personal_token.id', 'desc');
  if (userId !== undefined) query = query.where('personal_token.user_id', '=', userId);
  return (await query.execute()).map((row) => ({ ...toToken(row), username: row.username }));
}

export async function saveTokenUse(database: Database, id: number, at: Date): Promise<void> {
  await database.updateTable('personal_token').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** Ends a token before its time; false where there is none such, or it was revoked. */
export async function revokePersonalToken(database: Database, id: number, at: Date): Promise<boolean> {
  const result = await database
    .updateTable('personal_token')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toToken(row: Selectable<PersonalTokenTable>): PersonalToken {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    beginning: row.beginning,
    scopes: row.scopes,
    createdAt: row.created_at,
    endsAt: row.ends_at,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}
