import type { Counts } from './counts.ts';
import type { Finding } from './finding.ts';

/** The stages of a run, in order. */
export const stageNames = [
  'preflight',
  'plan',
  'files',
  'metadata',
  'dataValues',
  'completeness',
  'tracker',
  'ownership',
  'stores',
  'settings',
  'approvals',
  'deletions',
  'afterwards',
  'verification',
] as const;
export type StageName = (typeof stageNames)[number];

/** Key of the chunk by which workers share a stage: it says nothing of what was read or written. */
export const piecesKey = 'pieces';

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
  /**
   * Keeps facts that all who share a run have to go by, as a chunk without counts: the first to keep them decides, and whoever
   * comes later is given those.
   */
  keepOnce(
    stage: StageName,
    key: string,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Whether anything was created, updated or deleted in one of these stages. */
  hasWritten(stages: readonly StageName[]): Promise<boolean>;
  /** Facts of finished chunks of a stage, in the order in which they were finished. */
  chunkFacts(stage: StageName): AsyncIterable<{ key: string; facts: Readonly<Record<string, unknown>> }>;
  /** Findings of the run so far, of all stages, that concern these keys. */
  findingsFor(type: string, keys: readonly string[]): Promise<readonly Finding[]>;
}
