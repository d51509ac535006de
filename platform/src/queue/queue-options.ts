import type { Clock } from 'pg-boss';

/** What the queue's own upkeep stumbled over. */
export interface QueueComplaint {
  readonly message: string;
  readonly cause: unknown;
}

/** The queue lives in a schema of its own in Relais's database. Schedules are ours, and so is the register of workers. */
export const queueOptions = {
  schema: 'relais_queue',
  schedule: false,
  registerInstance: false,
  persistWarnings: false,
  monitorVacuum: false,
  openTelemetry: { enabled: false },
} as const;

/** Timers that keep no process alive: a command that enqueued ends when it has told so. */
export const untyingClock: Clock = {
  now: () => Date.now(),
  setTimeout: (work, ms) => setTimeout(work, ms).unref(),
  setInterval: (work, ms) => setInterval(work, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};
