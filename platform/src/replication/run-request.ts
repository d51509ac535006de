import type { InstanceReader, WritableInstance } from '../model/instance.ts';
import type { Ledger } from '../model/ledger.ts';
import type { RunMode } from '../model/run-outcome.ts';
import type { Database } from '../store/database.ts';
import type { ProgressSink, RunOptions } from './run-context.ts';

/** Everything that one run is given; how it ended is a `RunOutcome` (`model/run-outcome.ts`). */
export interface RunRequest {
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly ledger: Ledger;
  readonly database: Database;
  readonly options: RunOptions;
  readonly progress: ProgressSink;
  /** Aborted when the run has to stop after the chunk at hand. */
  readonly signal: AbortSignal;
  readonly mode: RunMode;
  /** Rows of an area from which on workers share it; tests make it small. */
  readonly rowsPerPiece?: number | undefined;
  /** Asked once, before the first write; the run ends as `planned` when it answers no. */
  readonly confirm?: ((plan: PlanSummary) => Promise<boolean>) | undefined;
}

/** What a run would do, by metadata type or data class. */
export interface PlanSummary {
  readonly types: Readonly<Record<string, PlannedCounts>>;
  /** Where something may be deleted. */
  readonly deletions?: PlannedDeletions | undefined;
}

/** What a run would delete, as far as it is known before the first write. */
export interface PlannedDeletions {
  /** Of the metadata. */
  readonly count: number;
  /** As it was written: `5%` or `50`. */
  readonly bound: string;
  /** More of the metadata than the bound allows: nothing would be deleted. */
  readonly isBeyond: boolean;
}

/** `undefined` where a number is only known once everything is read. */
export interface PlannedCounts {
  readonly read: number;
  readonly create?: number | undefined;
  readonly update?: number | undefined;
  readonly unchanged?: number | undefined;
  readonly delete?: number | undefined;
  /** Objects that the target has no place for, or that the API cannot carry. */
  readonly impossible?: number | undefined;
}
