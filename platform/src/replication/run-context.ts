import type { Counts } from '../model/counts.ts';
import type { Finding } from '../model/finding.ts';
import type { InstanceReader, WritableInstance } from '../model/instance.ts';
import type { Uid } from '../model/uid.ts';

/** The stages of a run, in order. */
export const stageNames = [
  'preflight',
  'plan',
  'metadata',
  'dataValues',
  'completeness',
  'tracker',
  'verification',
] as const;
export type StageName = (typeof stageNames)[number];

/** What a user chose for a run. */
export interface RunOptions {
  /** Only these types or classes (`dataElements`, `dataValues`, `events` …); everything when absent. */
  readonly only?: readonly string[] | undefined;
  /** Compare and ask the target, write nothing. */
  readonly dryRun: boolean;
  /** Policies for the same code, name, level or username under another UID, by type; see `identity/policies.ts`. */
  readonly identityPolicies?: Readonly<Record<string, 'map' | 'adopt' | 'rename' | 'refuse'>> | undefined;
}

/** The unit of work, of retry and of resume: done when, and only when, the target's answer is stored. */
export interface FinishedChunk {
  readonly stage: StageName;
  /** Stable name of the chunk within its stage, the same when the run is resumed. */
  readonly key: string;
  /** What became of the objects, by type. */
  readonly counts: Readonly<Record<string, Partial<Counts>>>;
  readonly findings: readonly Finding[];
  /** Small facts worth keeping (status, server's codes, slice digests); never values of people. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The rows that say what was read, sent, answered and verified. `finishChunk` stores the chunk, its counts and its
 * findings in one PostgreSQL transaction: acknowledge last. A crash may repeat a chunk, never lose one.
 */
export interface Ledger {
  readonly runId: number;
  /** Keys of the chunks of a stage that are done, for resume. */
  finishedKeys(stage: StageName): Promise<ReadonlySet<string>>;
  finishChunk(chunk: FinishedChunk): Promise<void>;
  /** Facts of finished chunks of a stage, in the order in which they were finished. */
  chunkFacts(stage: StageName): AsyncIterable<{ key: string; facts: Readonly<Record<string, unknown>> }>;
  /** Findings of the run so far, of all stages, that concern these keys. */
  findingsFor(type: string, keys: readonly string[]): Promise<readonly Finding[]>;
}

/** What watchers of a run are told; the command line draws bars from it. */
export interface ProgressSink {
  stageStarted(stage: StageName, expected?: number): void;
  /** `done` and `expected` are totals, not increments; `unit` is a metadata type or data class. */
  advanced(stage: StageName, done: number, expected: number | undefined, unit: string): void;
  stageFinished(stage: StageName, remark?: string): void;
  /** One sentence for people that is no finding: a pause, a slower pace, a server that came back. */
  noticed(stage: StageName, message: { fr: string; en: string }): void;
}

/** The UIDs that are spelled otherwise on the target: default category objects, mapped accounts, adopted levels. */
export interface IdentityMap {
  /** The target's UID for a source UID; the same UID where nothing maps it. */
  toTarget(uid: Uid): Uid;
  /** Replaces mapped UIDs inside expressions, forms and other texts. */
  rewriteText(text: string): string;
  readonly size: number;
}

/** Everything a stage needs. Stages are plain objects; their dependencies are arguments. */
export interface RunContext {
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly identity: IdentityMap;
  readonly ledger: Ledger;
  readonly progress: ProgressSink;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  /** Objects of a type that the metadata stage could not bring over; what depends on them cannot arrive either. */
  isRefused(type: string, uid: Uid): boolean;
}

/** One kind of thing in a run. `run` may be repeated: what the ledger holds as finished is not done again. */
export interface Stage {
  readonly name: StageName;
  run(context: RunContext): Promise<void>;
}

/** Compares one class on both sides by a second, independent reading, and yields what differs. */
export type ClassVerifier = (context: RunContext) => AsyncIterable<VerifiedSlice>;

/** One compared slice: how many objects were found equal, and what was not. */
export interface VerifiedSlice {
  readonly type: string;
  readonly key: string;
  readonly compared: number;
  readonly identical: number;
  /** Digest over the slice as read from each side; equal when nothing differs. */
  readonly sourceDigest: string;
  readonly targetDigest: string;
  readonly findings: readonly Finding[];
}
