import type { Run } from '../store/run.ts';
import type { OpenedRun } from './opened-run.ts';

/** The runs that a worker has open: opened once, kept while there is work, and few at a time. */
export interface OpenRuns {
  /** The run, opened if it is not. One piece of a run is at hand at a time, so nobody else opens it meanwhile. */
  open(run: Run, signal: AbortSignal): Promise<OpenedRun>;
  /** Something went wrong with it, or it has ended. */
  drop(runId: number): Promise<void>;
  /** Closes what has been idle longest, beyond the number that may stay. */
  trim(inUse: ReadonlySet<number>): Promise<void>;
  closeAll(): Promise<void>;
}

export function createOpenRuns(
  openRun: (run: Run, signal: AbortSignal) => Promise<OpenedRun>,
  mostIdle: number,
): OpenRuns {
  // In the order in which they were last used.
  const runs = new Map<number, OpenedRun>();
  const drop = async (runId: number) => {
    const known = runs.get(runId);
    runs.delete(runId);
    await known?.close();
  };
  return {
    open: async (run, signal) => {
      const opened = runs.get(run.id) ?? (await openRun(run, signal));
      runs.delete(run.id);
      runs.set(run.id, opened);
      return opened;
    },
    drop,
    trim: async (inUse) => {
      const idle = [...runs.keys()].filter((runId) => !inUse.has(runId));
      for (const runId of idle.slice(0, Math.max(0, idle.length - mostIdle))) await drop(runId);
    },
    closeAll: async () => {
      const closed = await Promise.allSettled([...runs.keys()].map(drop));
      const failed = closed.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    },
  };
}
