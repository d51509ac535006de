import { PlatformError } from '../../model/errors/platform-error.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import type { Store } from '../../store/open-store.ts';
import { assertLedgerKept } from '../../store/retention.ts';
import { listRuns, loadRun, type Run } from '../../store/run.ts';
import { findRunsInUse } from '../../store/run-lock.ts';
import { listStages } from '../../store/stage.ts';
import type { Cli } from '../cli.ts';
import { parseRunNumber } from '../parse-number.ts';
import { carryOutIn } from '../run/carry-out.ts';

/** `relais resume [RUN]`: goes on with a run where it stopped; without a number with the last that did not end. */
export async function resume(
  cli: Cli,
  runNumber: string | undefined,
  options: { readonly yes?: boolean; readonly json?: boolean },
): Promise<number> {
  const store = await cli.openStore();
  try {
    const run =
      runNumber === undefined ? await findInterrupted(store) : await loadRun(store.database, parseRunNumber(runNumber));
    await assertLedgerKept(store.database, run.id);
    return await carryOutIn(cli, store, {
      mode: run.mode,
      source: run.sourceReference,
      target: run.targetReference,
      options: parseRunOptions(run.options),
      isConfirmed: (options.yes ?? false) || (await hasBegunToWrite(store, run)),
      isJson: options.json ?? false,
      runId: run.id,
    });
  } finally {
    await store.close();
  }
}

/** The plan of such a run was confirmed before its first write: nobody is asked twice, and nobody has to be there at night. */
async function hasBegunToWrite({ database }: Store, run: Run): Promise<boolean> {
  return (await listStages(database, run.id)).some((stage) => stage.name === 'metadata');
}

async function findInterrupted({ database }: Store): Promise<Run> {
  const stopped = await listRuns(database, { states: ['running', 'paused', 'failed', 'cancelled'], limit: 1_000 });
  const inUse = await findRunsInUse(database);
  const run = stopped.find(({ id, carrier, state }) => {
    const isWorkedOn = carrier === 'queue' && state !== 'failed' && state !== 'cancelled';
    return !isWorkedOn && !inUse.has(id);
  });
  if (!run) throw new PlatformError('NOTHING_TO_RESUME');
  return run;
}
