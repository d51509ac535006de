import type { WritableInstance } from '../model/instance.ts';
import type { RunOptions } from '../replication/run-context.ts';
import type { Database } from '../store/database.ts';
import type { CarryRun } from './carry-run.ts';
import type { FollowedSource } from './probe.ts';

/** Our clock; the source's is never compared with it. */
export interface FollowerClock {
  now(): Date;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Everything that following one source to one target is given. */
export interface FollowOrder {
  /** A replication's name, or `SOURCE → TARGET`: its watermarks are kept under it. */
  readonly name: string;
  readonly sourceReference: string;
  readonly targetReference: string;
  readonly database: Database;
  readonly source: FollowedSource;
  /** Asked for nothing but its facts; runs write to it. */
  readonly target: Pick<WritableInstance, 'facts'>;
  /** What the user chose, as for a run. */
  readonly options: RunOptions;
  /** The longest time between two looks. */
  readonly everyMs: number;
  /** The time between two comparisons of everything. */
  readonly fullEveryMs: number;
  /** How far looks overlap; two minutes when absent. */
  readonly overlapMs?: number | undefined;
  readonly carry: CarryRun;
  readonly clock: FollowerClock;
  /** Told after each step, for people who watch. */
  readonly onStatus?: ((status: FollowerStatus) => void) | undefined;
}

/** How things stand. */
export interface FollowerStatus {
  readonly state: 'looking' | 'comparing' | 'carrying' | 'waiting' | 'stopped';
  /** What was noticed in the cycle at hand, by type or class. */
  readonly changes: Readonly<Record<string, number>>;
  readonly runId?: number | undefined;
  /** When a change last arrived, verified, on the target. */
  readonly changedAt?: Date | undefined;
  /** From that change, by the source's clock, to its verified presence. */
  readonly lagMs?: number | undefined;
  readonly lookedAt?: Date | undefined;
  readonly nextLookAt?: Date | undefined;
  readonly fullAt?: Date | undefined;
  /** Why the last cycle did not end well, where it did not. */
  readonly trouble?: unknown;
  /** Probes that cost more than a cycle may: what they would notice waits for the comparison of everything. */
  readonly leftToFull: readonly string[];
}

/** A word from outside that something may have changed: DHIS2's event hooks, a person. */
export interface Follower {
  /** Looks as soon as it can, at this type or class among others; at everything when absent. */
  hint(type?: string): void;
  /**
   * Follows until `stop` is aborted, and then ends after the cycle at hand; a comparison of everything is broken off after its chunk, to be gone on
   * with. `signal` breaks off at once.
   * @throws PlatformError what cannot pass by itself: refused credentials, an unknown type.
   */
  run(signals: { readonly stop: AbortSignal; readonly signal: AbortSignal }): Promise<void>;
}
