import type { ColumnType, Generated } from 'kysely';
import type { FindingCause } from '../model/finding.ts';
import type { StageName } from '../model/ledger.ts';
import type { RunMode, Verdict } from '../model/run-outcome.ts';
import type { RunState } from '../model/run-state.ts';
import type { AccessTables } from './access-tables.ts';
import type { AuditTables } from './audit-tables.ts';
import type { FollowingTables } from './following-tables.ts';
import type { ApiTables } from './idempotent-answer.ts';
import type { MeasureTables } from './measure-tables.ts';
import type { NoticeTables } from './notice-tables.ts';
import type { QueueTables } from './queue-tables.ts';
import type { ScheduleTables } from './schedule-tables.ts';

/** A column that the database fills and nobody changes. */
type FilledByDatabase<T> = ColumnType<T, never, never>;

/** JSON kept as text inside, because DHIS2 texts may hold what `jsonb` refuses; parsed by zod where it is read. */
type JsonColumn = ColumnType<unknown, string, string>;
type NullableJsonColumn = ColumnType<unknown, string | null | undefined, string | null>;

/** Every table, by name, as `platform/migrations` makes them. */
export interface Tables
  extends AccessTables,
    ApiTables,
    AuditTables,
    FollowingTables,
    MeasureTables,
    NoticeTables,
    QueueTables,
    ScheduleTables {
  instance: InstanceTable;
  run: RunTable;
  stage: StageTable;
  notice: NoticeTable;
  chunk: ChunkTable;
  chunk_count: ChunkCountTable;
  finding: FindingTable;
  planned_object: PlannedObjectTable;
  target_object: TargetObjectTable;
}

export interface InstanceTable {
  id: FilledByDatabase<number>;
  name: string;
  url: string;
  username: string | null;
  secret_kind: 'password' | 'token';
  /** Ciphertext; only the vault reads it. */
  secret: string;
  allow_self_signed: boolean;
  /** Runs that write or delete here wait for a second person. */
  needs_approval: Generated<boolean>;
  created_at: FilledByDatabase<Date>;
}

export interface RunTable {
  id: FilledByDatabase<number>;
  mode: RunMode;
  /** What was typed: the name of an instance or a URL. */
  source_reference: string;
  target_reference: string;
  options: JsonColumn;
  state: Generated<RunState>;
  reason: string | null;
  source_facts: NullableJsonColumn;
  target_facts: NullableJsonColumn;
  verdict: Verdict | null;
  outcome: NullableJsonColumn;
  interruptions: Generated<number>;
  /** When retention removed what the run left behind; its verdict stays. */
  ledger_removed_at: Date | null;
  carrier: Generated<'process' | 'queue'>;
  replication_id: number | null;
  started_by: string | null;
  reason_code: string | null;
  reason_args: NullableJsonColumn;
  steps: NullableJsonColumn;
  created_at: FilledByDatabase<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface StageTable {
  run_id: number;
  name: StageName;
  started_at: Date;
  finished_at: Date | null;
  remark: string | null;
}

export interface NoticeTable {
  id: FilledByDatabase<number>;
  run_id: number;
  stage: StageName;
  fr: string;
  en: string;
  told_at: FilledByDatabase<Date>;
}

export interface ChunkTable {
  id: FilledByDatabase<number>;
  run_id: number;
  stage: StageName;
  key: string;
  facts: JsonColumn;
  /** More than 1 where a crash or a lost answer made the chunk repeat. */
  times_finished: Generated<number>;
  finished_at: Generated<Date>;
}

export interface ChunkCountTable {
  chunk_id: number;
  type: string;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  skipped: number;
  impossible: number;
  deleted: number;
}

export interface FindingTable {
  id: FilledByDatabase<number>;
  run_id: number;
  chunk_id: number;
  type: string;
  key: string;
  name: string | null;
  cause: FindingCause;
  code: string;
  message: string;
  count: number;
}

export const plannedActions = ['create', 'update', 'unchanged', 'skipped', 'refused', 'impossible'] as const;
export type PlannedAction = (typeof plannedActions)[number];

export interface PlannedObjectTable {
  run_id: number;
  type: string;
  uid: string;
  name: string | null;
  unique_keys: string;
  /** The object as the source spelled it, as JSON text. */
  payload: string;
  digest: string | null;
  action: PlannedAction | null;
}

export interface TargetObjectTable {
  run_id: number;
  type: string;
  uid: string;
  name: string | null;
  unique_keys: string;
  digest: string;
}
