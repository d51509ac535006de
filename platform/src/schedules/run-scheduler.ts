import type { Database } from '../store/database.ts';
import { listReplications } from '../store/replication.ts';
import { listSchedules } from '../store/schedule.ts';
import { whileScheduling } from '../store/scheduler-lock.ts';
import { lookAfterSchedule } from './look-after-schedule.ts';
import type { RunControl } from './run-control.ts';

/** Time, as the scheduler is told it. */
export interface Clock {
  now(): Date;
  /** Ends early, without an error, when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface Scheduler {
  readonly database: Database;
  readonly runs: RunControl;
  readonly clock: Clock;
  /** Ends the scheduler. */
  readonly signal: AbortSignal;
  /** Told of what went wrong; the scheduler goes on, and tries again at its next look. */
  readonly onError: (error: unknown) => void;
  /** What is to be done from time to time beside the schedules, by the same one process. */
  readonly chores?: readonly ((now: Date, signal: AbortSignal) => Promise<void>)[];
}

/** How late an occurrence may start, and how long a change of a schedule may take to be noticed. */
const lookEveryMs = 10_000;

/** Starts, pauses and resumes runs as schedules say, until the signal is aborted. Of several processes one at a time does. */
export async function runScheduler(scheduler: Scheduler): Promise<void> {
  const { clock, signal, onError } = scheduler;
  while (!signal.aborted) {
    try {
      await whileScheduling(scheduler.database, () => lookAfterAll(scheduler));
    } catch (error) {
      onError(error);
    }
    await clock.wait(lookEveryMs, signal);
  }
}

/** One look at every schedule; what goes wrong with one holds up no other. */
async function lookAfterAll({ database, runs, clock, signal, onError, chores = [] }: Scheduler): Promise<void> {
  const replications = new Map((await listReplications(database)).map((each) => [each.id, each]));
  const cares = (await listSchedules(database)).map((schedule) => {
    const replication = replications.get(schedule.replicationId);
    return async () => {
      if (replication !== undefined) await lookAfterSchedule({ database, runs, replication, schedule }, clock.now());
    };
  });
  for (const care of [...cares, ...chores.map((chore) => () => chore(clock.now(), signal))]) {
    if (signal.aborted) return;
    await care().catch(onError);
  }
}
