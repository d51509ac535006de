import type { RunReason } from '../model/run-reason.ts';
import type { RunOptions } from '../replication/run-context.ts';

/** A run that a schedule asks for. */
export interface ScheduledRun {
  readonly source: string;
  readonly target: string;
  readonly options: RunOptions;
  readonly replicationId: number;
  /** For people: which schedule it was. */
  readonly startedBy: string;
}

/** What a scheduler does to runs. All three may throw a `PlatformError`: a run that has ended meanwhile cannot be paused. */
export interface RunControl {
  /** Gives the number of the new run. */
  startRun(run: ScheduledRun): Promise<number>;
  pauseRun(runId: number, reason: RunReason): Promise<void>;
  resumeRun(runId: number, reason: RunReason): Promise<void>;
}
