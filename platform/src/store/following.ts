import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';

/** A target that is kept close behind its source, as PostgreSQL keeps it. */
export interface Following {
  readonly id: number;
  readonly name: string;
  /** The run that was under way when somebody last wrote, and what for. */
  readonly open: { readonly runId: number; readonly purpose: FollowingPurpose } | undefined;
  /** The last comparison of everything that came to its end. */
  readonly fullRunId: number | undefined;
  /** When one last ended well. */
  readonly fullAt: Date | undefined;
  /** Comparisons of everything, one after the other, that did not. */
  readonly fullFailures: number;
  readonly lookedAt: Date | undefined;
  readonly nextLookAt: Date | undefined;
  readonly changedAt: Date | undefined;
  /** From the look that found the last change to its verified presence on the target. */
  readonly lagMs: number | undefined;
  readonly cycles: number;
  readonly requests: number;
}

/** Whether everything is compared, or only what changed. */
export type FollowingPurpose = 'full' | 'changes';

/** How far one kind of change has been carried. */
export interface Watermark {
  /** By the source's own clock; empty for what keeps no dates. */
  readonly since: string;
  /** What was carried and may be listed once more, by key; the value tells one change from the next. */
  readonly seen: Readonly<Record<string, string>>;
}

export interface FollowingCycle {
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly changes: Readonly<Record<string, number>>;
  readonly runIds: readonly number[];
  readonly outcome: 'carried' | 'different' | 'failed';
  readonly reason?: string | undefined;
}

/** So many cycles with changes are kept. */
const cyclesKept = 1_000;

/** The following of that name; begun where there is none. */
export async function openFollowing(
  database: Database,
  following: { readonly name: string; readonly sourceReference: string; readonly targetReference: string },
): Promise<Following> {
  const { name, sourceReference, targetReference } = following;
  await database
    .insertInto('following')
    .values({ name, source_reference: sourceReference, target_reference: targetReference })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const found = await findFollowing(database, name);
  if (found === undefined) throw new Error(`The following ${name} was removed while it was opened.`);
  return found;
}

export async function findFollowing(database: Database, name: string): Promise<Following | undefined> {
  const row = await database.selectFrom('following').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined) return undefined;
  const { open_run_id: runId, open_purpose: purpose } = row;
  return {
    id: row.id,
    name: row.name,
    open: runId === null || purpose === null ? undefined : { runId, purpose },
    fullRunId: row.full_run_id ?? undefined,
    fullAt: row.full_at ?? undefined,
    fullFailures: row.full_failures,
    lookedAt: row.looked_at ?? undefined,
    nextLookAt: row.next_look_at ?? undefined,
    changedAt: row.changed_at ?? undefined,
    lagMs: row.lag_ms ?? undefined,
    cycles: row.cycles,
    requests: Number(row.requests),
  };
}

/** Keeps which run is under way, before it begins to write. */
export async function setOpenRun(
  database: Database,
  followingId: number,
  open: { readonly runId: number; readonly purpose: FollowingPurpose } | undefined,
): Promise<void> {
  await database
    .updateTable('following')
    .set({ open_run_id: open?.runId ?? null, open_purpose: open?.purpose ?? null })
    .where('id', '=', followingId)
    .execute();
}

const seenSchema = z.record(z.string(), z.string());

/** How far each kind of change has been carried, by the probe's name. */
export async function loadWatermarks(database: Database, followingId: number): Promise<ReadonlyMap<string, Watermark>> {
  const rows = await database
    .selectFrom('following_watermark')
    .selectAll()
    .where('following_id', '=', followingId)
    .execute();
  return new Map(rows.map(({ probe, since, seen }) => [probe, { since, seen: seenSchema.parse(seen) }]));
}

/** What is to be kept of a cycle: where the watermarks stand now, and what the cycle was. */
export interface CycleToKeep {
  readonly watermarks: ReadonlyMap<string, Watermark>;
  readonly lookedAt: Date;
  readonly requests: number;
  /** Absent where nothing had changed. */
  readonly cycle?: FollowingCycle | undefined;
  /** The comparison of everything that this was, and whether it ended well. */
  readonly full?: { readonly runId: number; readonly endedWell: boolean } | undefined;
}

/** Keeps a cycle in one transaction: watermarks never move without what they stand for. */
export async function keepCycle(database: Database, followingId: number, kept: CycleToKeep): Promise<void> {
  const { watermarks, lookedAt, requests, cycle, full } = kept;
  await database.transaction().execute(async (transaction) => {
    for (const [probe, { since, seen }] of watermarks) {
      const row = { since, seen: storableJson(seen) };
      await transaction
        .insertInto('following_watermark')
        .values({ following_id: followingId, probe, ...row })
        .onConflict((conflict) =>
          conflict.columns(['following_id', 'probe']).doUpdateSet({ ...row, moved_at: sql<Date>`now()` }),
        )
        .execute();
    }
    let update = transaction
      .updateTable('following')
      .set({
        looked_at: lookedAt,
        cycles: sql<number>`cycles + 1`,
        requests: sql<string>`requests + ${requests}`,
        open_run_id: null,
        open_purpose: null,
      })
      .where('id', '=', followingId);
    if (cycle?.outcome === 'carried' && full === undefined) {
      update = update.set({
        changed_at: cycle.beganAt,
        lag_ms: Math.round(cycle.endedAt.getTime() - cycle.beganAt.getTime()),
      });
    }
    if (full !== undefined) {
      update = full.endedWell
        ? update.set({ full_run_id: full.runId, full_at: cycle?.endedAt ?? lookedAt, full_failures: 0 })
        : update.set({ full_run_id: full.runId, full_failures: sql<number>`full_failures + 1` });
    }
    await update.execute();
    if (cycle === undefined) return;
    await transaction
      .insertInto('following_cycle')
      .values({
        following_id: followingId,
        began_at: cycle.beganAt,
        ended_at: cycle.endedAt,
        changes: storableJson(cycle.changes),
        run_ids: [...cycle.runIds],
        outcome: cycle.outcome,
        reason: cycle.reason === undefined ? null : storableText(cycle.reason),
      })
      .execute();
    const oldest = await transaction
      .selectFrom('following_cycle')
      .select('id')
      .where('following_id', '=', followingId)
      .orderBy('id', 'desc')
      .offset(cyclesKept)
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined) return;
    await transaction
      .deleteFrom('following_cycle')
      .where('following_id', '=', followingId)
      .where('id', '<=', oldest.id)
      .execute();
  });
}

/** Keeps when the next look is, for those who watch. */
export async function setNextLook(database: Database, followingId: number, nextLookAt: Date): Promise<void> {
  await database.updateTable('following').set({ next_look_at: nextLookAt }).where('id', '=', followingId).execute();
}

const changesSchema = z.record(z.string(), z.number());

/** The newest cycles that found something, newest first. */
export async function listFollowingCycles(
  database: Database,
  followingId: number,
  limit = 50,
): Promise<readonly FollowingCycle[]> {
  const rows = await database
    .selectFrom('following_cycle')
    .selectAll()
    .where('following_id', '=', followingId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    beganAt: row.began_at,
    endedAt: row.ended_at,
    changes: changesSchema.parse(row.changes),
    runIds: row.run_ids,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
  }));
}
