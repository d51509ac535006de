import type { RunReason } from '../model/run-reason.ts';
import type { TakenJob, WorkQueue } from '../queue/work-queue.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { findTroubles, type InstanceTrouble } from '../store/instance-trouble.ts';
import { type KeptPiece, keepTaken, keepWaiting, lockPiece } from '../store/piece.ts';
import { loadRun, type Run } from '../store/run.ts';
import { lockRunState, moveRun } from '../store/run-transition.ts';
import { tellWait } from './go-on.ts';
import { registeredAddress } from './resolve-reference.ts';
import { findBlocker } from './rights-of-way.ts';

/** A piece that a worker holds, and the run it belongs to. */
export interface TakenPiece {
  readonly piece: KeptPiece;
  readonly run: Run;
}

/** Who takes it. */
export interface Taker {
  readonly workerId: number;
  readonly name: string;
}

/**
 * Takes the next piece of any run but `exceptRuns`. Undefined where there is nothing to do; `passed` where the next job was
 * not to be done now (its run is paused, has ended or has to wait): the piece waits, and the next job may be another one's.
 * Job, piece and run change together; a worker that dies before the transaction is committed took nothing.
 */
export async function takePiece(
  queue: WorkQueue,
  database: Database,
  taker: Taker,
  exceptRuns: readonly number[],
): Promise<TakenPiece | 'passed' | undefined> {
  return database.transaction().execute(async (transaction) => {
    const job = await queue.take(transaction, exceptRuns);
    if (job === undefined) return undefined;
    // Who may begin is decided before the run is locked, as everywhere: two orders of locks would block each other.
    const { state } = await loadRun(transaction, job.runId);
    if (state === 'pending') await decideAlone(transaction);
    await lockRunState(transaction, job.runId);
    const piece = await lockPiece(transaction, job.pieceId);
    // Another job stands for the piece by now.
    if (piece === undefined || piece.jobId !== job.jobId) return pass(queue, transaction, job);
    const run = await loadRun(transaction, job.runId);
    if (!(await mayWork(transaction, run, taker))) {
      await keepWaiting(transaction, piece.id);
      return pass(queue, transaction, job);
    }
    await keepTaken(transaction, piece.id, taker.workerId);
    return { piece, run };
  });
}

async function pass(queue: WorkQueue, transaction: Database, job: TakenJob): Promise<'passed'> {
  await queue.finish(transaction, [job.jobId]);
  return 'passed';
}

/** Whether a run is to be worked on now; its state says why not, or that somebody began. */
async function mayWork(transaction: Database, run: Run, taker: Taker): Promise<boolean> {
  // A run that its command has taken back is nobody else's.
  if (run.carrier !== 'queue' || (run.state !== 'pending' && run.state !== 'running')) return false;
  const trouble = await findTroubleOf(transaction, run);
  if (trouble !== undefined) {
    await moveRun(transaction, run.id, { to: 'paused', reason: reasonOf(trouble), toldBy: taker.name });
    return false;
  }
  if (run.state === 'running') return true;
  const blocker = await findBlocker(transaction, run);
  if (blocker !== undefined) {
    await tellWait(transaction, run, blocker);
    return false;
  }
  const reason: RunReason = { code: 'RUN_TAKEN' };
  await moveRun(transaction, run.id, { to: 'running', reason, toldBy: taker.name });
  return true;
}

/** An instance of the run that nobody should ask now: by where it was spoken to, or is registered. */
async function findTroubleOf(transaction: Database, run: Run): Promise<InstanceTrouble | undefined> {
  const { source, target, sourceReference, targetReference } = run;
  const addresses = [
    source?.address ?? (await registeredAddress(transaction, sourceReference)),
    target?.address ?? (await registeredAddress(transaction, targetReference)),
  ];
  const [trouble] = await findTroubles(
    transaction,
    addresses.flatMap((address) => address ?? []),
  );
  return trouble;
}

/** Why a run is paused: a server that is down is waited for, an account that is refused waits for a person. */
export function reasonOf({
  kind,
  code,
  args,
  address,
}: Pick<InstanceTrouble, 'kind' | 'code' | 'args' | 'address'>): RunReason {
  return kind === 'down' ? { code: 'INSTANCE_DOWN', args: { address } } : { code, args };
}
