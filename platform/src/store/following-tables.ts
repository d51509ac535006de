import type { ColumnType, Generated } from 'kysely';

type FilledByDatabase<T> = ColumnType<T, never, never>;
type JsonColumn = ColumnType<unknown, string, string>;

/** Following, as `platform/migrations` makes its tables. */
export interface FollowingTables {
  following: FollowingTable;
  following_watermark: FollowingWatermarkTable;
  following_cycle: FollowingCycleTable;
}

export interface FollowingTable {
  id: FilledByDatabase<number>;
  name: string;
  source_reference: string;
  target_reference: string;
  open_run_id: number | null;
  open_purpose: 'full' | 'changes' | null;
  full_run_id: number | null;
  full_at: Date | null;
  full_failures: Generated<number>;
  looked_at: Date | null;
  next_look_at: Date | null;
  changed_at: Date | null;
  lag_ms: number | null;
  cycles: Generated<number>;
  requests: Generated<string>;
  created_at: FilledByDatabase<Date>;
}

export interface FollowingWatermarkTable {
  following_id: number;
  probe: string;
  since: string;
  seen: JsonColumn;
  moved_at: Generated<Date>;
}

export interface FollowingCycleTable {
  id: FilledByDatabase<number>;
  following_id: number;
  began_at: Date;
  ended_at: Date;
  changes: JsonColumn;
  run_ids: number[];
  outcome: 'carried' | 'different' | 'failed';
  reason: string | null;
}
