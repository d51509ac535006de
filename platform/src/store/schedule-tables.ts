import type { ColumnType, Generated } from 'kysely';

type FilledByDatabase<T> = ColumnType<T, never, never>;

/** Replications, their schedules, and how long what they leave behind is kept, as migrations 0004, 0005 and 0013 make them. */
export interface ScheduleTables {
  replication: ReplicationTable;
  schedule: ScheduleTable;
  schedule_occurrence: ScheduleOccurrenceTable;
  retention: RetentionTable;
}

export interface ReplicationTable {
  id: FilledByDatabase<number>;
  name: string;
  source_reference: string;
  target_reference: string;
  options: ColumnType<unknown, string, string>;
  /** Both, or neither where nobody follows. */
  follow_every_ms: ColumnType<number | null, never, number | null>;
  follow_full_every_ms: ColumnType<number | null, never, number | null>;
  created_at: FilledByDatabase<Date>;
  changed_at: Generated<Date>;
}

/** What becomes of an occurrence while a run of the same replication has not ended. */
export const busyPolicies = ['wait', 'skip'] as const;
export type BusyPolicy = (typeof busyPolicies)[number];

export interface ScheduleTable {
  replication_id: number;
  cron: string;
  time_zone: string;
  /** Minutes after midnight. */
  window_from: number | null;
  window_to: number | null;
  if_running: BusyPolicy;
  is_paused: Generated<boolean>;
  considered_until: Date;
  run_id: number | null;
  paused_for: Date | null;
  created_at: FilledByDatabase<Date>;
  changed_at: Generated<Date>;
}

export type OccurrenceOutcome = 'waiting' | 'starting' | 'started' | 'skipped' | 'failed';

export interface ScheduleOccurrenceTable {
  replication_id: number;
  due_at: Date;
  outcome: OccurrenceOutcome;
  merged: Generated<number>;
  run_id: number | null;
  after_run: number | null;
  code: string | null;
  args: ColumnType<unknown, string | null | undefined, string | null>;
  decided_at: Date;
}

export interface RetentionTable {
  is_only_row: FilledByDatabase<boolean>;
  keep_days: number | null;
  keep_runs: number | null;
  applied_at: Date | null;
}
