import { randomUUID } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { whileNobodyElse } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { sqlExecutor } from '../store/execute-sql.ts';
import { type QueueComplaint, queueOptions, untyingClock } from './queue-options.ts';

/** What a job says: which piece of which run is to be done. */
const jobSchema = z.object({ run: z.number().int(), piece: z.number().int() });

/** A job that is to be there once the caller's transaction is committed. */
export interface JobToEnqueue {
  readonly runId: number;
  readonly pieceId: number;
  /** Not before so many milliseconds have gone by. */
  readonly delayMs?: number | undefined;
}

export interface EnqueuedJob {
  readonly pieceId: number;
  readonly jobId: string;
}

/** A job that was taken. */
export interface TakenJob extends EnqueuedJob {
  readonly runId: number;
}

/** The queue of work. Every change is part of the transaction it is given: a job is there when, and only when, what it follows is. */
export interface WorkQueue {
  enqueue(transaction: Database, jobs: readonly JobToEnqueue[]): Promise<readonly EnqueuedJob[]>;
  /** The oldest job whose time has come, of no run in `exceptRuns`. It is free again if the transaction fails. */
  take(transaction: Database, exceptRuns: readonly number[]): Promise<TakenJob | undefined>;
  /** A job that was taken is over, however it ended: what follows is another job. */
  finish(transaction: Database, jobIds: readonly string[]): Promise<void>;
  /** The jobs of a run that wait to be taken. */
  findWaiting(transaction: Database, runId: number): Promise<ReadonlySet<string>>;
  /** How many jobs wait. */
  countWaiting(): Promise<number>;
  close(): Promise<void>;
}

const queueName = 'pieces';
/** Longer than any piece: the death of a worker is noticed by its lock, not by a clock (`store/worker.ts`). */
const longestJobSeconds = 20 * 3600;

export interface QueueParts {
  /** Whether this process also looks after the queue's own tables; workers do. */
  readonly maintains?: boolean | undefined;
  /** Told what the queue's own upkeep stumbles over; the work itself fails where it is asked for. */
  readonly onComplaint?: ((complaint: QueueComplaint) => void) | undefined;
}

/** Opens the queue; makes its tables, in a schema of their own, when it is the first to come. */
export async function openQueue(database: Database, parts: QueueParts = {}): Promise<WorkQueue> {
  const boss = await startBoss(database, parts);
  const within = (transaction: Database) => ({ db: sqlExecutor(transaction) });
  return {
    enqueue: async (transaction, jobs) => {
      if (jobs.length === 0) return [];
      const named = jobs.map((job) => ({ ...job, jobId: randomUUID() }));
      await boss.insert(queueName, named.map(toInsert), within(transaction));
      return named.map(({ pieceId, jobId }) => ({ pieceId, jobId }));
    },
    take: async (transaction, exceptRuns) => {
      const ignoreGroups = exceptRuns.length === 0 ? null : exceptRuns.map(groupOf);
      const [job] = await boss.fetch(queueName, { batchSize: 1, ignoreGroups, ...within(transaction) });
      if (job === undefined) return undefined;
      const { run, piece } = jobSchema.parse(job.data);
      return { jobId: job.id, runId: run, pieceId: piece };
    },
    finish: async (transaction, jobIds) => {
      if (jobIds.length === 0) return;
      await boss.complete(queueName, [...jobIds], null, { includeQueued: true, ...within(transaction) });
    },
    findWaiting: async (transaction, runId) => {
      const jobs = await boss.findJobs(queueName, { data: { run: runId }, queued: true, ...within(transaction) });
      return new Set(jobs.map(({ id }) => id));
    },
    countWaiting: async () => {
      const [stats] = await boss.getQueueStats(queueName, { force: true });
      return stats?.queuedCount ?? 0;
    },
    close: () => boss.stop({ graceful: false }),
  };
}

function toInsert({ runId, pieceId, delayMs, jobId }: JobToEnqueue & { readonly jobId: string }) {
  return {
    id: jobId,
    data: { run: runId, piece: pieceId },
    group: { id: groupOf(runId) },
    ...(delayMs !== undefined && { startAfter: Math.ceil(delayMs / 1000) }),
  };
}

function groupOf(runId: number): string {
  return `run-${runId}`;
}

/** Whoever only enqueues must not leave timers behind, and must not migrate what is there: it starts as a guest if it can. */
async function startBoss(database: Database, { maintains = false, onComplaint }: QueueParts): Promise<PgBoss> {
  const start = async (migrate: boolean) => {
    const boss = new PgBoss({
      ...queueOptions,
      db: sqlExecutor(database),
      clock: untyingClock,
      migrate,
      supervise: maintains,
    });
    boss.on('error', (error) => onComplaint?.({ message: error.message, cause: error }));
    boss.on('warning', (warning) => onComplaint?.({ message: warning.message, cause: warning.data }));
    return boss.start();
  };
  if (!(await isInstalled(database))) {
    // Those who come first at the same time wait for one another.
    await whileNobodyElse(database, 'queue', '', new AbortController().signal, async () => {
      const boss = await start(true);
      await boss.createQueue(queueName, queueSettings);
      await boss.stop({ graceful: false });
    });
  }
  return start(maintains);
}

const queueSettings = {
  policy: 'standard',
  retryLimit: 0,
  expireInSeconds: longestJobSeconds,
  retentionSeconds: 365 * 24 * 3600,
  deleteAfterSeconds: 3600,
} as const;

/** Installed by this release of the queue's library, with the queue in place. */
async function isInstalled(database: Database): Promise<boolean> {
  const boss = new PgBoss({ ...queueOptions, db: sqlExecutor(database), supervise: false });
  if (!(await boss.isInstalled())) return false;
  return (await boss.getQueue(queueName)) !== null;
}
