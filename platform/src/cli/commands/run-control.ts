import { PlatformError } from '../../model/errors/platform-error.ts';
import { explainReason } from '../../model/run-reason.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import { stateWords } from '../../report/words.ts';
import { cancelRun, pauseRun, resumeRun, retryRun } from '../../runs/control-run.ts';
import { registeredName, wholeReference } from '../../runs/resolve-reference.ts';
import { startRun } from '../../runs/start-run.ts';
import type { Store } from '../../store/open-store.ts';
import { loadRun, type Run } from '../../store/run.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseRunNumber } from '../parse-number.ts';
import type { RunOrder } from '../run/carry-out.ts';
import { confirmStart } from '../run/confirm-start.ts';
import { createDisplay } from '../run/create-display.ts';
import { tellResult } from '../run/tell-result.ts';
import { watchRun } from '../run/watch-run.ts';
import { runControlTexts } from '../texts/run-control-texts.ts';
import { whoTypes } from '../who-types.ts';

interface Json {
  readonly json?: boolean;
}

/** `relais replicate … --detach`: leaves the run to the workers, and tells its number. */
export async function detach(cli: Cli, order: Omit<RunOrder, 'runId'>): Promise<number> {
  const writes = order.mode === 'replicate';
  if (writes && !(await confirmStart(cli, order, order, async () => order.target))) return exitCodes.couldNotRun;
  return withStore(cli, async (store) => {
    const runId = await startRun(store.database, {
      mode: order.mode,
      source: await nameFor(store, order.source),
      target: await nameFor(store, order.target),
      options: order.options,
      replicationId: order.replicationId,
      startedBy: whoTypes(),
    });
    return tellRun(cli, store, runId, order.isJson);
  });
}

/** Workers open what is registered, and archives. */
async function nameFor({ database }: Store, reference: string): Promise<string> {
  const name = await registeredName(database, wholeReference(reference));
  if (name.includes('://')) throw new PlatformError('DETACHED_NEEDS_NAME', { args: { reference } });
  return name;
}

/** `relais run pause|resume|cancel|retry N`. */
export async function controlRun(
  cli: Cli,
  demand: 'pause' | 'resume' | 'cancel' | 'retry',
  runNumber: string,
  options: Json,
): Promise<number> {
  const runId = parseRunNumber(runNumber);
  return withStore(cli, async (store) => {
    const { database } = store;
    const toldBy = whoTypes();
    if (demand === 'pause') await pauseRun(database, runId, undefined, toldBy);
    if (demand === 'resume') await resumeRun(database, runId, undefined, toldBy);
    if (demand === 'cancel') await cancelRun(database, runId, undefined, toldBy);
    const told = demand === 'retry' ? await retryRun(database, runId, toldBy) : runId;
    return tellRun(cli, store, told, options.json ?? false);
  });
}

/** `relais run watch N`: the same display as of a run that this process carries out; Ctrl-C stops watching, not the run. */
export async function watchCommand(cli: Cli, runNumber: string, options: Json): Promise<number> {
  const runId = parseRunNumber(runNumber);
  return withStore(cli, async (store) => {
    const { mode, options: kept } = await loadRun(store.database, runId);
    const order = { mode, isJson: options.json ?? false, options: parseRunOptions(kept) };
    const display = createDisplay(cli, order.isJson, order.options);
    const run = await watchRun(store.database, runId, display, cli.signal).finally(() => display.close());
    if (run.outcome !== undefined) return tellResult(cli, store, runId, order, run.outcome);
    await tellRun(cli, store, runId, order.isJson);
    return run.state === 'failed' || run.state === 'cancelled' ? exitCodes.couldNotRun : exitCodes.identical;
  });
}

async function tellRun(cli: Cli, { database }: Store, runId: number, isJson: boolean): Promise<number> {
  const run = await loadRun(database, runId);
  const { terminal, language } = cli;
  const text = isJson
    ? JSON.stringify({ run: runId, state: run.state, reason: run.stateReason })
    : runControlTexts[language].runIs(runId, stateText(run, language));
  terminal.out.write(`${text}\n`);
  return exitCodes.identical;
}

/** The state of a run with its reason, in words. */
export function stateText({ state, stateReason }: Pick<Run, 'state' | 'stateReason'>, language: 'fr' | 'en'): string {
  const word = stateWords[state][language];
  return stateReason === undefined ? word : `${word} (${explainReason(stateReason, language)})`;
}

async function withStore(cli: Cli, work: (store: Store) => Promise<number>): Promise<number> {
  const store = await cli.openStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
