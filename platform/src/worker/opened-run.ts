import { PlatformError } from '../model/errors/platform-error.ts';
import type { OpenRun } from '../replication/open-run.ts';
import { parseRunOptions } from '../replication/run-options.ts';
import { sourceRoleOf } from '../replication/selection/source-role.ts';
import { guardTarget } from '../runs/guard-target.ts';
import { identityOf } from '../runs/identity-of.ts';
import { type ConnectedPair, type InstancePlace, isArchivePlace } from '../runs/instance-place.ts';
import { type RecordedProgress, recordProgress } from '../runs/record-progress.ts';
import { recordTraffic } from '../runs/record-traffic.ts';
import { placeOf } from '../runs/resolve-reference.ts';
import { createWaitNotices } from '../runs/wait-notice.ts';
import type { Database } from '../store/database.ts';
import { findTroubles } from '../store/instance-trouble.ts';
import { createLedger } from '../store/ledger.ts';
import { type Run, saveRunInstances } from '../store/run.ts';
import type { InstanceGates } from './instance-gates.ts';
import { logChunks } from './log-chunks.ts';
import type { WorkerPace, WorkerParts } from './worker-parts.ts';

/** A run that this worker has open: both instances connected, the plan at hand. */
export interface OpenedRun {
  readonly engine: OpenRun;
  readonly progress: RecordedProgress;
  close(): Promise<void>;
}

/** What opens runs. */
export interface RunOpener {
  readonly parts: WorkerParts;
  readonly pace: WorkerPace;
  readonly gates: InstanceGates;
  /** Fails where this worker does not hold a piece of the run any more. */
  assertHeld(transaction: Database, runId: number): Promise<void>;
}

/**
 * Connects both sides of a run and opens it: preflight and plan the first time, from the ledger afterwards.
 * @throws PlatformError of whatever is wrong with an instance or its account, or with the run.
 */
export async function openForWork(
  { parts, pace, gates, assertHeld }: RunOpener,
  run: Run,
  signal: AbortSignal,
): Promise<OpenedRun> {
  const { database } = parts;
  const options = parseRunOptions(run.options);
  const progress = recordProgress({ database, runId: run.id, toldBy: parts.name });
  const pair = await connectBoth({ parts, pace, gates }, run, progress, signal);
  const traffic = recordTraffic(database, run.id, pair);
  try {
    const engine = await parts.openRun({
      source: pair.source,
      target: guardTarget(database, pair.target),
      ledger: createLedger(
        database,
        run.id,
        (transaction) => assertHeld(transaction, run.id),
        parts.log && logChunks(parts.log, run.id),
      ),
      database,
      options,
      progress,
      signal,
      mode: run.mode,
    });
    await progress.flush();
    const close = async () => {
      try {
        await traffic.flush();
      } finally {
        await pair.close();
      }
    };
    return { engine, progress, close };
  } catch (error) {
    await pair.close();
    throw error;
  }
}

async function connectBoth(
  { parts, pace, gates }: Pick<RunOpener, 'parts' | 'pace' | 'gates'>,
  run: Run,
  progress: RecordedProgress,
  signal: AbortSignal,
): Promise<ConnectedPair> {
  const { database } = parts;
  const places = await Promise.all(
    [run.sourceReference, run.targetReference].map((each) => placeOf(database, () => parts.openVault(), each)),
  );
  const [source, target] = places;
  if (source === undefined || target === undefined) throw new Error('A run has two sides.');
  await assertNotRefused(database, places);
  const onWait = createWaitNotices(
    (message) => progress.noticed('metadata', message),
    () => new Date(),
  );
  const pair = await parts.connectPair(
    source,
    target,
    { role: sourceRoleOf(parseRunOptions(run.options)), onWait, gateFor: gates.gateFor, retryPolicy: pace.patience },
    signal,
  );
  const addresses = [pair.source, pair.target]
    .filter(({ facts }) => !facts.isArchive)
    .map(({ facts }) => facts.address);
  const leave = await gates.enter(addresses);
  const close = async () => {
    try {
      await leave();
    } finally {
      await pair.close();
    }
  };
  try {
    await saveRunInstances(database, run.id, identityOf(pair.source.facts), identityOf(pair.target.facts));
  } catch (error) {
    await close();
    throw error;
  }
  return { ...pair, close };
}

/** An account that was refused is not tried again by every run and worker: DHIS2 locks it after some failures. */
async function assertNotRefused(database: Database, places: readonly InstancePlace[]): Promise<void> {
  const addresses = places.flatMap((place) => (isArchivePlace(place) ? [] : place.url));
  const refusal = (await findTroubles(database, addresses)).find(({ kind }) => kind === 'refused');
  if (refusal !== undefined) throw new PlatformError(refusal.code, { args: refusal.args });
}
