import type { Bilingual } from '../model/language.ts';
import type { Log } from '../model/log.ts';
import type { FinishedSpan } from '../model/tracing.ts';
import type { OpenRun } from '../replication/open-run.ts';
import type { RunRequest } from '../replication/run-request.ts';
import type { ConnectedPair, ConnectionOptions, InstancePlace } from '../runs/instance-place.ts';
import type { Database } from '../store/database.ts';
import type { Vault } from '../vault/vault.ts';

/** What a worker is given; `app/compose.ts` makes it. */
export interface WorkerParts {
  readonly database: Database;
  /** How it is told apart in lists: the machine and the process. */
  readonly name: string;
  openVault(): Promise<Vault>;
  connectPair(
    source: InstancePlace,
    target: InstancePlace,
    options: Omit<ConnectionOptions, 'outgoing'>,
    signal: AbortSignal,
  ): Promise<ConnectedPair>;
  openRun(request: RunRequest): Promise<OpenRun>;
  /** Whether somebody answers at an address; one cheap request. */
  isInstanceUp(address: string, signal: AbortSignal): Promise<boolean>;
  /** One sentence for whoever reads the worker's log. */
  say(sentence: Bilingual): void;
  /** A line for each piece, where programs read the log. */
  readonly log?: Log | undefined;
  /** Takes the spans of a run and its steps when it is concluded, where traces are wanted. */
  readonly tellSpan?: ((span: FinishedSpan) => void) | undefined;
  readonly pace?: Partial<WorkerPace> | undefined;
}

/** The worker's own times, and how much it does at once. Tests go faster. */
export interface WorkerPace {
  /** Runs that are worked on at a time; one piece of each. */
  readonly lanes: number;
  /** Between two looks into an empty queue. */
  readonly pollMs: number;
  /** A piece that takes longer is put back after the chunk at hand, so that a job is minutes, never a stage. */
  readonly sliceMs: number;
  readonly beatMs: number;
  /** Between two looks after dead workers, stopped runs, instances that are down. */
  readonly lookMs: number;
  /** Runs that stay open while nothing of them is at hand. */
  readonly idleOpenRuns: number;
  /** How long requests are sent again before the instance counts as down. */
  readonly patience: {
    readonly tries: number;
    readonly baseMs: number;
    readonly capMs: number;
    readonly retryAfterCapMs: number;
  };
}

/** Requests are less patient than those of a command that nobody watches over: a longer outage is the circuit breaker's. */
export const usualPace: WorkerPace = {
  lanes: 4,
  pollMs: 500,
  sliceMs: 180_000,
  beatMs: 5_000,
  lookMs: 1_000,
  idleOpenRuns: 2,
  patience: { tries: 5, baseMs: 500, capMs: 8_000, retryAfterCapMs: 60_000 },
};
