import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { BusyPolicy, ScheduleTable } from './schedule-tables.ts';

/** When a replication is run by itself. */
export interface Schedule {
  readonly replicationId: number;
  /** Five cron fields, in the time zone. */
  readonly cron: string;
  readonly timeZone: string;
  /** The hours in which runs may work, in minutes after midnight; at any time when absent. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  readonly ifRunning: BusyPolicy;
  readonly isPaused: boolean;
  /** Every occurrence up to this moment has its row, or was not to have one. */
  readonly consideredUntil: Date;
  /** The last run that this schedule started. */
  readonly runId: number | undefined;
  /** The end of a window for which that run was paused. */
  readonly pausedFor: Date | undefined;
}

export type ScheduleToSave = Pick<Schedule, 'replicationId' | 'cron' | 'timeZone' | 'window' | 'ifRunning'>;

/** Gives a replication a schedule, or another one, from a moment on: what the old one missed is not made up for by the new one. */
export async function saveSchedule(database: Database, schedule: ScheduleToSave, from: Date): Promise<void> {
  const row = {
    replication_id: schedule.replicationId,
    cron: schedule.cron,
    time_zone: schedule.timeZone,
    window_from: schedule.window?.from ?? null,
    window_to: schedule.window?.to ?? null,
    if_running: schedule.ifRunning,
    considered_until: from,
  };
  await database
    .insertInto('schedule')
    .values(row)
    .onConflict((conflict) => conflict.column('replication_id').doUpdateSet({ ...row, changed_at: from }))
    .execute();
}

export async function findSchedule(database: Database, replicationId: number): Promise<Schedule | undefined> {
  const row = await database
    .selectFrom('schedule')
    .selectAll()
    .where('replication_id', '=', replicationId)
    .executeTakeFirst();
  return row && toSchedule(row);
}

/** All schedules, in the order of their replications' numbers. */
export async function listSchedules(database: Database): Promise<readonly Schedule[]> {
  const rows = await database.selectFrom('schedule').selectAll().orderBy('replication_id').execute();
  return rows.map(toSchedule);
}

/** Holds a schedule, or lets it go on from a moment: what would have happened in between is not made up for. */
export async function pauseSchedule(
  database: Database,
  replicationId: number,
  isPaused: boolean,
  from: Date,
): Promise<void> {
  await database
    .updateTable('schedule')
    .set({ is_paused: isPaused, considered_until: from, changed_at: from })
    .where('replication_id', '=', replicationId)
    .where('is_paused', '!=', isPaused)
    .execute();
}

/** Whether there was one. */
export async function removeSchedule(database: Database, replicationId: number): Promise<boolean> {
  const result = await database.deleteFrom('schedule').where('replication_id', '=', replicationId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Every occurrence up to a moment has been seen; the mark never goes back. */
export async function markConsidered(database: Database, replicationId: number, until: Date): Promise<void> {
  await database
    .updateTable('schedule')
    .set({ considered_until: until })
    .where('replication_id', '=', replicationId)
    .where('considered_until', '<', until)
    .execute();
}

/** Keeps which run the schedule started, and that no window has paused it. */
export async function keepStartedRun(database: Database, replicationId: number, runId: number): Promise<void> {
  await database
    .updateTable('schedule')
    .set({ run_id: runId, paused_for: null })
    .where('replication_id', '=', replicationId)
    .execute();
}

/** Keeps for the end of which window the run was paused; undefined once it goes on. */
export async function markPausedFor(database: Database, replicationId: number, end: Date | undefined): Promise<void> {
  await database
    .updateTable('schedule')
    .set({ paused_for: end ?? null })
    .where('replication_id', '=', replicationId)
    .execute();
}

function toSchedule(row: Selectable<ScheduleTable>): Schedule {
  const { window_from: from, window_to: to } = row;
  return {
    replicationId: row.replication_id,
    cron: row.cron,
    timeZone: row.time_zone,
    window: from === null || to === null ? undefined : { from, to },
    ifRunning: row.if_running,
    isPaused: row.is_paused,
    consideredUntil: row.considered_until,
    runId: row.run_id ?? undefined,
    pausedFor: row.paused_for ?? undefined,
  };
}
