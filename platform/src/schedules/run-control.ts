import type { RunReason } from '../model/run-reason.ts';
import type { RunOptions } from '../replication/run-context.ts';
import { pauseRun, resumeRun } from '../runs/control-run.ts';
import { startRun } from '../runs/start-run.ts';
import type { Database } from '../store/database.ts';

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

/** The runs of the queue, which workers carry out. */
export function createRunControl(database: Database): RunControl {
  const teller = 'schedule';
  return {
    startRun: (run) => startRun(database, { mode: 'replicate', ...run }),
    pauseRun: (runId, reason) => pauseRun(database, runId, reason, teller),
    resumeRun: (runId, reason) => resumeRun(database, runId, reason, teller),
  };
}
