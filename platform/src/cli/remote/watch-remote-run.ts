import { setTimeout as sleep } from 'node:timers/promises';
import { type RunDetail, runDetailSchema } from '@relais/contract/run.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { type StageName, stageNames } from '../../model/ledger.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';
import { createDisplay } from '../run/create-display.ts';
import { createTold, type RunLook } from '../run/told-progress.ts';
import { runTexts } from '../texts/run-texts.ts';
import type { RemoteService } from './remote-service.ts';
import { tellRemoteHeader, tellRemoteResult, tellRemoteState } from './tell-remote-run.ts';

const everyMs = 1_000;
/** A service that is restarted, or upgraded, is back by then. */
const mostFailures = 120;

/**
 * Draws a run of a service until it has ended or needs a person, as a run of this machine is drawn, and tells its result. Ctrl-C ends the
 * watching, not the run. The exit code is that of a run of this machine; 3 where nothing has been proven yet.
 */
export async function watchRemoteRun(cli: Cli, service: RemoteService, id: number, isJson: boolean): Promise<number> {
  try {
    const first = await askRun(service, id);
    if (!isJson) tellRemoteHeader(cli, first);
    const display = createDisplay(cli, isJson, parseRunOptions(first.options));
    const run = await watch(cli, service, first, display).finally(() => display.close());
    const { state, verdict } = run;
    if (state.startsWith('completed') && verdict !== undefined) {
      return await tellRemoteResult(cli, service, { ...run, verdict }, isJson);
    }
    tellRemoteState(cli, run, isJson);
    return exitCodes.couldNotRun;
  } catch (error) {
    if (!cli.signal.aborted && !isAway(error)) throw error;
    const relais = cli.remote.service === undefined ? `relais --service ${service.url}` : 'relais';
    cli.terminal.err.write(`\n  ${runTexts[cli.language].goesOn(id, relais)}\n`);
    if (!cli.signal.aborted) throw error;
    return exitCodes.couldNotRun;
  }
}

export async function askRun(service: RemoteService, id: number): Promise<RunDetail> {
  return runDetailSchema.parse(await service.ask('GET', `/runs/${id}`));
}

async function watch(cli: Cli, service: RemoteService, first: RunDetail, display: ProgressDisplay): Promise<RunDetail> {
  const tell = createTold(display);
  let run = first;
  let failures = 0;
  for (;;) {
    tell(lookOf(run));
    if (isResting(run)) return run;
    await sleep(everyMs, undefined, { signal: cli.signal });
    const next = await askRun(service, run.id).catch((error: unknown) => {
      failures += 1;
      if (!isAway(error) || failures > mostFailures) throw error;
      if (failures === 1) display.noticed('plan', { fr: runTexts.fr.serviceAway, en: runTexts.en.serviceAway });
      return undefined;
    });
    if (next === undefined) continue;
    failures = 0;
    run = next;
  }
}

/** Nobody answers, or only the proxy in front of a service that is being started. */
function isAway(error: unknown): boolean {
  if (!(error instanceof PlatformError)) return false;
  const isProxy = error.code === 'SERVICE_REFUSED' && ['502', '503', '504'].includes(String(error.args.code));
  return error.code === 'SERVICE_UNREACHABLE' || isProxy;
}

/** What needs a person, or has ended: nothing more is to be seen by waiting. */
const resting: ReadonlySet<RunDetail['state']> = new Set([
  'paused',
  'completed',
  'completed-with-refusals',
  'failed',
  'cancelled',
  'interrupted',
]);
/** Why a paused run goes on by itself. */
const passing: ReadonlySet<string> = new Set(['INSTANCE_DOWN', 'WINDOW_CLOSED']);

function isResting({ state, reason }: RunDetail): boolean {
  return resting.has(state) && !(state === 'paused' && passing.has(reason?.code ?? ''));
}

/** The service tells in one language, the reader's. A stage that a newer service has is not drawn. */
function lookOf({ state, reason, stages, advances, notices }: RunDetail): RunLook {
  const both = (text: string) => ({ fr: text, en: text });
  return {
    state,
    reason: reason && both(reason.text),
    stages: stages.flatMap(({ name, finishedAt, remark }) => {
      if (!isStage(name)) return [];
      return [{ name, isFinished: finishedAt !== undefined, ...(remark !== undefined && { remark }) }];
    }),
    advances: advances.flatMap(({ stage, unit, done, expected }) =>
      isStage(stage) ? [{ stage, unit, done, expected }] : [],
    ),
    notices: notices.flatMap(({ stage, text }) => (isStage(stage) ? [{ stage, ...both(text) }] : [])),
  };
}

function isStage(name: string): name is StageName {
  return stageNames.some((each) => each === name);
}
