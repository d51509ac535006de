import type { Database } from './database.ts';

/** Keeps the ciphertext of a second factor that is not in force before it was confirmed. */
export async function saveTotpSecret(database: Database, userId: number, sealed: string): Promise<void> {
  await database
    .updateTable('user_account')
    .set({ totp_secret: sealed, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute();
}

export async function confirmTotp(database: Database, userId: number, at: Date): Promise<void> {
  await database.updateTable('user_account').set({ totp_confirmed_at: at }).where('id', '=', userId).execute();
}

/** Removes the second factor and its recovery codes. */
export async function removeTotp(database: Database, userId: number): Promise<void> {
  await database
    .updateTable('user_account')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute();
  await database.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
}

/** Uses up the code of a step of 30 s and of all before it; false where that was done already, by whoever was quicker. */
export async function takeTotpStep(database: Database, userId: number, step: number): Promise<boolean> {
  const result = await database
    .updateTable('user_account')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where((or) => or.or([or('totp_last_step', 'is', null), or('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Keeps the digests of new recovery codes; the codes of before are gone. */
export async function replaceRecoveryCodes(
  database: Database,
  userId: number,
  digests: readonly string[],
): Promise<void> {
  await database.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  if (digests.length === 0) return;
  await database
    .insertInto('recovery_code')
    .values(digests.map((digest) => ({ user_id: userId, digest, used_at: null })))
    .execute();
}

/** Uses a recovery code up; false where there is none such, or it was used. */
export async function takeRecoveryCode(database: Database, userId: number, digest: string, at: Date): Promise<boolean> {
  const result = await database
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How many recovery codes a user has left. */
export async function countRecoveryCodes(database: Database, userId: number): Promise<number> {
  const { count } = await database
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
