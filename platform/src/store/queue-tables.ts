import type { ColumnType, Generated } from 'kysely';
import type { StageName } from '../model/ledger.ts';
import type { RunState } from '../model/run-state.ts';

type FilledByDatabase<T> = ColumnType<T, never, never>;
type JsonColumn = ColumnType<unknown, string, string>;
type NullableJsonColumn = ColumnType<unknown, string | null | undefined, string | null>;

/** What runs that several workers share are kept in; see `0003-queue.sql`. */
export interface QueueTables {
  run_transition: RunTransitionTable;
  worker: WorkerTable;
  piece: PieceTable;
  run_progress: RunProgressTable;
  instance_trouble: InstanceTroubleTable;
  instance_limit: InstanceLimitTable;
  instance_lease: InstanceLeaseTable;
}

export interface RunTransitionTable {
  id: FilledByDatabase<number>;
  run_id: number;
  from_state: RunState | null;
  to_state: RunState;
  reason_code: string;
  reason_args: JsonColumn;
  told_by: string;
  happened_at: FilledByDatabase<Date>;
}

export interface WorkerTable {
  id: FilledByDatabase<number>;
  name: string;
  started_at: FilledByDatabase<Date>;
  seen_at: Generated<Date>;
  stopped_at: Date | null;
}

export interface PieceTable {
  id: FilledByDatabase<number>;
  run_id: number;
  task: PieceTask;
  step: string;
  round: number;
  key: string;
  state: PieceState;
  attempts: Generated<number>;
  times_taken: Generated<number>;
  job_id: string | null;
  worker_id: number | null;
  error_code: string | null;
  error_args: NullableJsonColumn;
  started_at: Date | null;
  finished_at: Date | null;
}

/** `open` makes the run ready, `begin` finds the pieces of a step, `work` is one of them, `conclude` gives the verdict. */
export type PieceTask = 'open' | 'begin' | 'work' | 'conclude';

/** `waiting` has no job yet: an earlier round is not done, or the run is not running. */
export type PieceState = 'waiting' | 'queued' | 'running' | 'done' | 'set-aside';

export interface RunProgressTable {
  run_id: number;
  stage: StageName;
  told_by: string;
  unit: string;
  done: number;
  expected: number | null;
  per_second: number | null;
  updated_at: Generated<Date>;
}

export interface InstanceTroubleTable {
  address: string;
  kind: 'down' | 'refused';
  error_code: string;
  error_args: JsonColumn;
  since: FilledByDatabase<Date>;
  probes: Generated<number>;
  next_probe_at: Date;
}

export interface InstanceLimitTable {
  address: string;
  connections: number;
  requests_per_minute: number | null;
}

export interface InstanceLeaseTable {
  address: string;
  worker_id: number;
}
