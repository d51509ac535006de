import type { Database } from './database.ts';

export interface TryPolicy {
  /** Failures after which the next try has to wait, for how many milliseconds; undefined: it need not. */
  lockMs(failures: number): number | undefined;
  /** A failure that is older than this many milliseconds is forgotten with all before it. */
  readonly forgetMs: number;
}

/**
 * Takes one try at what has this digest, and counts it as failed until it is forgiven: of a thousand tries at the same moment only those get
 * through that would have done so one by one. Gives the moment until which there are no more tries, where that is now.
 */
export async function takeTry(
  database: Database,
  attempt: { readonly digest: string; readonly now: Date; readonly policy: TryPolicy },
): Promise<{ readonly lockedUntil: Date | undefined }> {
  const { digest, now, policy } = attempt;
  return database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('failed_attempt')
      .values({ digest, failures: 0, last_failed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await transaction
      .selectFrom('failed_attempt')
      .selectAll()
      .where('digest', '=', digest)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.locked_until !== null && row.locked_until > now) return { lockedUntil: row.locked_until };
    const isOld = now.getTime() - row.last_failed_at.getTime() > policy.forgetMs;
    const failures = isOld ? 1 : row.failures + 1;
    const lockMs = policy.lockMs(failures);
    const lockedUntil = lockMs === undefined ? null : new Date(now.getTime() + lockMs);
    await transaction
      .updateTable('failed_attempt')
      .set({ failures, locked_until: lockedUntil, last_failed_at: now })
      .where('digest', '=', digest)
      .execute();
    return { lockedUntil: undefined };
  });
}

/** The try that was just taken was none of the failures. */
export async function forgiveTry(database: Database, digest: string): Promise<void> {
  await database
    .updateTable('failed_attempt')
    .set(({ fn, eb, val }) => ({
      failures: fn<number>('greatest', [eb('failures', '-', 1), val(0)]),
      locked_until: null,
    }))
    .where('digest', '=', digest)
    .execute();
}

/** All is forgiven: who knows the password need not wait, and an administrator may say so. */
export async function forgiveAll(database: Database, digest: string): Promise<void> {
  await database.deleteFrom('failed_attempt').where('digest', '=', digest).execute();
}

/** Forgets attempts that are older than a moment. */
export async function deleteOldAttempts(database: Database, before: Date): Promise<void> {
  await database
    .deleteFrom('failed_attempt')
    .where('last_failed_at', '<', before)
    .where((or) => or.or([or('locked_until', 'is', null), or('locked_until', '<', before)]))
    .execute();
}
