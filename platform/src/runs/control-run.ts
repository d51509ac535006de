import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { RunReason } from '../model/run-reason.ts';
import { answerDemand, hasEnded, type RunDemand, type RunState } from '../model/run-state.ts';
import { parseRunOptions } from '../replication/run-options.ts';
import { decideAlone } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { type FindingGroup, loadFindings } from '../store/finding.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { removeRefusals } from '../store/instance-trouble.ts';
import { addPieces, readmitPieces } from '../store/piece.ts';
import { assertLedgerKept } from '../store/retention.ts';
import { loadRun, type Run } from '../store/run.ts';
import { saveCarrier } from '../store/run-steps.ts';
import { lockRunState, moveRun } from '../store/run-transition.ts';
import { admitRun, admitWaiting, opening } from './go-on.ts';
import { startRun } from './start-run.ts';
import { withQueue } from './with-queue.ts';

/** What a group of findings has in common. */
export type FindingGroupKey = Pick<FindingGroup, 'cause' | 'type' | 'code'>;

/** Where nobody is named. */
const somebody = 'relais';

/** Who asks: a name, or all that is known of them, for the audit trail. */
type Teller = string | AuditActor;

function nameOf(teller: Teller) {
  return typeof teller === 'string' ? { toldBy: teller } : { toldBy: teller.name, actor: teller };
}

function starterOf(teller: Teller) {
  return typeof teller === 'string' ? { startedBy: teller } : { startedBy: teller.name, actor: teller };
}

/**
 * Pauses a run: what is under way is broken off, to be done again later; nothing new is begun. It keeps its right of way. A
 * run that is paused already stays so, and its reason too.
 * @throws PlatformError RUN_MOVE_REFUSED where it has ended.
 */
export async function pauseRun(
  database: Database,
  runId: number,
  reason: RunReason = { code: 'RUN_PAUSE_ASKED' },
  toldBy: Teller = somebody,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const to = await answered(transaction, runId, 'pause');
    if (to !== undefined) await moveRun(transaction, runId, { to, reason, ...nameOf(toldBy) });
  });
}

/**
 * Lets a run go on that is paused, failed or cancelled: by workers, whoever carried it out before. It is `pending` until one
 * takes it.
 * @throws PlatformError RUN_MOVE_REFUSED where it is completed, LEDGER_REMOVED where nothing is left of what it did.
 */
export async function resumeRun(
  database: Database,
  runId: number,
  reason: RunReason = { code: 'RUN_RESUME_ASKED' },
  toldBy: Teller = somebody,
): Promise<void> {
  await withQueue(database, async (transaction, queue) => {
    await decideAlone(transaction);
    await assertLedgerKept(transaction, runId);
    const to = await answered(transaction, runId, 'resume');
    if (to === undefined) return;
    await forgetRefusals(transaction, await loadRun(transaction, runId));
    await moveRun(transaction, runId, { to, reason, ...nameOf(toldBy) });
    await saveCarrier(transaction, runId, 'queue');
    await addPieces(transaction, runId, [opening]);
    await admitRun(queue, transaction, runId);
  });
}

/**
 * Ends a run. What it has written stays; it can be taken up again.
 * @throws PlatformError RUN_MOVE_REFUSED where it has ended by itself.
 */
export async function cancelRun(
  database: Database,
  runId: number,
  reason: RunReason = { code: 'RUN_CANCEL_ASKED' },
  toldBy: Teller = somebody,
): Promise<void> {
  await withQueue(database, async (transaction, queue) => {
    await decideAlone(transaction);
    const to = await answered(transaction, runId, 'cancel');
    if (to === undefined) return;
    await moveRun(transaction, runId, { to, reason, ...nameOf(toldBy) });
    await admitWaiting(queue, transaction);
  });
}

/**
 * Tries again what failed. A run that could not go on goes on, with all its tries; for one that completed with refusals a new
 * run is started, which carries what still differs. Gives the number of the run that does it.
 * @throws PlatformError RUN_MOVE_REFUSED where nothing failed.
 */
export async function retryRun(database: Database, runId: number, toldBy: Teller = somebody): Promise<number> {
  const run = await loadRun(database, runId);
  const isConcluded = run.state === 'failed' && run.outcome !== undefined;
  if (isConcluded || answerDemand(run.state, 'retry').kind === 'again') return startAgain(database, run, toldBy);
  await inTransaction(database, async (transaction) => {
    await answered(transaction, runId, 'retry');
    await readmitPieces(transaction, runId);
  });
  await resumeRun(database, runId, { code: 'RUN_RETRY_ASKED' }, toldBy);
  return runId;
}

/**
 * Tries again what one group of findings names: a new run with the same options, which carries what still differs of that type alone. Gives
 * its number.
 * @throws PlatformError RUN_MOVE_REFUSED where the run has not ended, FINDING_GROUP_UNKNOWN where it told nothing of that kind.
 */
export async function retryGroup(
  database: Database,
  runId: number,
  group: FindingGroupKey,
  toldBy: Teller = somebody,
): Promise<number> {
  const run = await loadRun(database, runId);
  if (!hasEnded(run.state)) {
    throw new PlatformError('RUN_MOVE_REFUSED', { args: { run: runId, from: run.state, to: 'retry' } });
  }
  const { cause, type, code } = group;
  const { findings } = await loadFindings(database, runId, { cause, type, code, limit: 1 });
  if (findings.length === 0) throw new PlatformError('FINDING_GROUP_UNKNOWN', { args: { run: runId, type, code } });
  return startAgain(database, run, toldBy, [type]);
}

/** The ledger of a run that was concluded tells how it was; what it left is the work of another one. */
function startAgain(database: Database, run: Run, toldBy: Teller, only?: readonly string[]): Promise<number> {
  return startRun(database, {
    mode: run.mode,
    source: run.sourceReference,
    target: run.targetReference,
    options: { ...parseRunOptions(run.options), ...(only && { only }) },
    replicationId: run.replicationId,
    ...starterOf(toldBy),
  });
}

/** Where a demand leads; undefined where the run is there already. */
async function answered(transaction: Database, runId: number, demand: RunDemand): Promise<RunState | undefined> {
  const state = await lockRunState(transaction, runId);
  const answer = answerDemand(state, demand);
  if (answer.kind === 'move') return answer.to;
  if (answer.kind === 'already') return undefined;
  throw new PlatformError('RUN_MOVE_REFUSED', { args: { run: runId, from: state, to: demand } });
}

/** Whoever lets a run go on has looked after the account that an instance refused. */
async function forgetRefusals(transaction: Database, { source, target, stateReason }: Run): Promise<void> {
  const refusing = stateReason?.args?.address;
  const addresses = [source?.address, target?.address, refusing].filter((address) => typeof address === 'string');
  await removeRefusals(transaction, addresses);
}
