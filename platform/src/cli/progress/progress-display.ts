import type { ProgressSink } from '../../replication/run-context.ts';

/** A sink of progress that somebody looks at. */
export interface ProgressDisplay extends ProgressSink {
  /** Leaves the terminal to a question; `resume` takes it back. */
  pause(): void;
  resume(): void;
  /** Draws the last state and lets go of the terminal. */
  close(): void;
}
