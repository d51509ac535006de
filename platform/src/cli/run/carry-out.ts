import { PlatformError } from '../../model/errors/platform-error.ts';
import type { RunMode, RunOutcome } from '../../model/run-outcome.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import { sourceRoleOf } from '../../replication/selection/source-role.ts';
import { guardTarget } from '../../runs/guard-target.ts';
import { identityOf } from '../../runs/identity-of.ts';
import {
  beginInProcess,
  endInProcess,
  type InProcessRun,
  stopInProcess,
  whenStoppedElsewhere,
} from '../../runs/in-process-run.ts';
import type { ConnectedPair, Wait } from '../../runs/instance-place.ts';
import { recordProgress } from '../../runs/record-progress.ts';
import { recordTraffic } from '../../runs/record-traffic.ts';
import { wholeReference } from '../../runs/resolve-reference.ts';
import { createWaitNotices } from '../../runs/wait-notice.ts';
import { createLedger } from '../../store/ledger.ts';
import type { Store } from '../../store/open-store.ts';
import { createRun } from '../../store/run.ts';
import { withRunLock } from '../../store/run-lock.ts';
import type { Cli } from '../cli.ts';
import { resolveInstance } from '../resolve-instance.ts';
import { runTexts } from '../texts/run-texts.ts';
import { whoTypes } from '../who-types.ts';
import { confirmPlan } from './confirm-plan.ts';
import { assertSomebodyConfirms } from './confirm-start.ts';
import { createDisplay } from './create-display.ts';
import { tellHeader, tellResult } from './tell-result.ts';

/** A run as it was asked for on the command line. */
export interface RunOrder {
  readonly mode: RunMode;
  /** Name of an instance or URL. */
  readonly source: string;
  readonly target: string;
  readonly options: RunOptions;
  /** Nobody is asked before the first write. */
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
  /** The run to go on with; a new one when absent. */
  readonly runId?: number | undefined;
  /** The definition that the run is an execution of. */
  readonly replicationId?: number | undefined;
}

/** Carries out a run, and gives its exit code. */
export async function carryOut(cli: Cli, order: RunOrder): Promise<number> {
  assertMayBegin(cli, order);
  const store = await cli.openStore();
  try {
    return await carryOutIn(cli, store, order);
  } finally {
    await store.close();
  }
}

/** The same in a database that is open: from the connection to both instances to the result on the terminal. */
export async function carryOutIn(cli: Cli, store: Store, order: RunOrder): Promise<number> {
  assertMayBegin(cli, order);
  const source = await resolveInstance(cli, store, order.source, 'SOURCE');
  const target = await resolveInstance(cli, store, order.target, 'TARGET');
  let onWait: (wait: Wait) => void = () => undefined;
  const pair = await cli.connectBoth(source, target, (wait) => onWait(wait), sourceRoleOf(order.options));
  const listenToWaits = (listener: (wait: Wait) => void) => {
    onWait = listener;
  };
  try {
    return await carryOutBetween(cli, store, pair, order, listenToWaits);
  } finally {
    await pair.close();
  }
}

function assertMayBegin(cli: Cli, order: RunOrder): void {
  const writes = order.mode === 'replicate' && !order.options.dryRun;
  if (writes) assertSomebodyConfirms(cli, order);
}

async function carryOutBetween(
  cli: Cli,
  store: Store,
  pair: ConnectedPair,
  order: RunOrder,
  listenToWaits: (listener: (wait: Wait) => void) => void,
): Promise<number> {
  const { database } = store;
  const references = { sourceReference: wholeReference(order.source), targetReference: wholeReference(order.target) };
  const { mode, options, replicationId } = order;
  const newRun = { mode, ...references, options, replicationId };
  const runId = order.runId ?? (await createRun(database, newRun));
  const inProcess = { database, runId, toldBy: whoTypes() };
  return withRunLock(database, runId, async () => {
    await beginInProcess(inProcess, { source: identityOf(pair.source.facts), target: identityOf(pair.target.facts) });
    if (!order.isJson) tellHeader(cli, order.mode, runId, pair);
    const ended = new AbortController();
    const signal = AbortSignal.any([cli.signal, whenStoppedElsewhere(inProcess, ended.signal)]);
    try {
      const outcome = await replicateWithProgress({ ...cli, signal }, store, pair, order, runId, listenToWaits);
      await endInProcess(inProcess, outcome);
      return await tellResult(cli, store, runId, order, outcome);
    } catch (error) {
      return await keepFailure(cli, inProcess, order, error);
    } finally {
      ended.abort();
    }
  });
}

async function replicateWithProgress(
  cli: Cli,
  { database }: Store,
  pair: ConnectedPair,
  order: RunOrder,
  runId: number,
  listenToWaits: (listener: (wait: Wait) => void) => void,
): Promise<RunOutcome> {
  const display = createDisplay(cli, order.isJson, order.options);
  const { source, target } = pair;
  const traffic = recordTraffic(database, runId, pair);
  const progress = recordProgress({ database, runId, toldBy: 'process', next: display });
  listenToWaits(
    createWaitNotices(
      (message) => progress.noticed('metadata', message),
      () => new Date(),
    ),
  );
  const tellStop = () => display.noticed('metadata', { fr: runTexts.fr.stopping, en: runTexts.en.stopping });
  cli.signal.addEventListener('abort', tellStop, { once: true });
  try {
    return await cli.replicate({
      source,
      target: guardTarget(database, target),
      ledger: createLedger(database, runId),
      database,
      options: order.options,
      progress,
      signal: cli.signal,
      mode: order.mode,
      confirm: (plan) => confirmPlan(cli, display, plan, target.facts, order.isConfirmed),
    });
  } finally {
    cli.signal.removeEventListener('abort', tellStop);
    display.close();
    await progress.flush();
    await traffic.flush();
  }
}

/** A run that stopped can be resumed, whether somebody stopped it or it could not go on. */
async function keepFailure(cli: Cli, inProcess: InProcessRun, order: RunOrder, error: unknown): Promise<never> {
  const { runId } = inProcess;
  const isCancelled = cli.signal.aborted;
  const failure = isCancelled ? new PlatformError('RUN_CANCELLED', { args: { run: runId }, cause: error }) : error;
  await stopInProcess(inProcess, isCancelled ? 'cancelled' : 'failed', failure).catch((second: unknown) => {
    // The database is gone as well: the first failure is what people need to know.
    throw new AggregateError([failure, second], String(failure));
  });
  if (!order.isJson && !isCancelled) cli.terminal.err.write(`\n  ${runTexts[cli.language].resumeHint(runId)}\n`);
  throw failure;
}
