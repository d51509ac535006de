import type { Selectable } from 'kysely';
import type { SessionEnd, SessionTable } from './access-tables.ts';
import type { Database } from './database.ts';

/** A session of a user; its token is known by its digest only. */
export interface Session {
  readonly id: number;
  readonly userId: number;
  readonly digest: string;
  readonly previousDigest: string | undefined;
  readonly csrfDigest: string;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  readonly createdAt: Date;
  readonly rotatedAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | undefined;
}

export interface SessionToCreate {
  readonly userId: number;
  readonly digest: string;
  readonly csrfDigest: string;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly createdAt: Date;
  readonly endsAt: Date;
}

export async function createSession(database: Database, session: SessionToCreate): Promise<Session> {
  const row = await database
    .insertInto('session')
    .values({
      user_id: session.userId,
      digest: session.digest,
      csrf_digest: session.csrfDigest,
      address: session.address ?? null,
      user_agent: session.userAgent ?? null,
      created_at: session.createdAt,
      rotated_at: session.createdAt,
      last_used_at: session.createdAt,
      ends_at: session.endsAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSession(row);
}

/** The session whose token, or whose token before the last rotation, has this digest; ended ones too. */
export async function findSession(database: Database, digest: string): Promise<Session | undefined> {
  const row = await database
    .selectFrom('session')
    .selectAll()
    .where((or) => or.or([or('digest', '=', digest), or('previous_digest', '=', digest)]))
    .executeTakeFirst();
  return row && toSession(row);
}

/** Gives a session another token; false where another request was quicker. */
export async function rotateSession(
  database: Database,
  change: { readonly id: number; readonly from: string; readonly to: string; readonly at: Date },
): Promise<boolean> {
  const result = await database
    .updateTable('session')
    .set({ digest: change.to, previous_digest: change.from, rotated_at: change.at, last_used_at: change.at })
    .where('id', '=', change.id)
    .where('digest', '=', change.from)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function saveSessionUse(database: Database, id: number, at: Date): Promise<void> {
  await database.updateTable('session').set({ last_used_at: at }).where('id', '=', id).execute();
}

/** Ends a session; what has ended stays as it ended. */
export async function endSession(database: Database, id: number, reason: SessionEnd, at: Date): Promise<void> {
  await database
    .updateTable('session')
    .set({ ended_at: at, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends the sessions of a user, but for the one in which they asked for it. */
export async function endSessionsOf(
  database: Database,
  userId: number,
  end: { readonly reason: SessionEnd; readonly at: Date; readonly except?: number | undefined },
): Promise<number> {
  let query = database
    .updateTable('session')
    .set({ ended_at: end.at, end_reason: end.reason })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null);
  if (end.except !== undefined) query = query.where('id', '!=', end.except);
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The sessions of a user that have not ended at a moment, the latest used first. */
export async function listSessions(database: Database, userId: number, now: Date): Promise<readonly Session[]> {
  const rows = await database
    .selectFrom('session')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .execute();
  return rows.map(toSession);
}

/** Forgets sessions that were over before a moment. */
export async function deleteOldSessions(database: Database, before: Date): Promise<number> {
  const result = await database
    .deleteFrom('session')
    .where((or) => or.or([or('ends_at', '<', before), or('ended_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

function toSession(row: Selectable<SessionTable>): Session {
  return {
    id: row.id,
    userId: row.user_id,
    digest: row.digest,
    previousDigest: row.previous_digest ?? undefined,
    csrfDigest: row.csrf_digest,
    address: row.address ?? undefined,
    userAgent: row.user_agent ?? undefined,
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
    endedAt: row.ended_at ?? undefined,
  };
}
