import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, runDetailSchema } from '@relais/contract/run.ts';
import type { z } from 'zod';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import type { RemoteService } from './remote-service.ts';
import { showAnswer } from './show-answer.ts';

const everyMs = 1_000;
/** What needs a person, or has ended: nothing more is to be seen by waiting. */
const resting: ReadonlySet<Run['state']> = new Set([
  'paused',
  'completed',
  'completed-with-refusals',
  'failed',
  'cancelled',
  'interrupted',
]);

/** Follows a run of a service until it rests; Ctrl-C ends the watching, not the run. The exit code is that of a run of this machine. */
export async function watchRemoteRun(cli: Cli, service: RemoteService, id: number, isJson: boolean): Promise<number> {
  let told = '';
  for (;;) {
    const run = runDetailSchema.parse(await service.ask('GET', `/runs/${id}`));
    const now = lineOf(run);
    if (now !== told && !isJson) cli.terminal.err.write(`${now}\n`);
    told = now;
    if (resting.has(run.state)) {
      const { source, target, state, verdict, totals } = run;
      showAnswer(cli, { run: id, source, target, state, verdict, totals }, { isJson });
      return exitCodeOf(run);
    }
    await sleep(everyMs, undefined, { signal: cli.signal });
  }
}

type RunDetail = z.infer<typeof runDetailSchema>;

function lineOf({ id, state, reason, advances }: RunDetail): string {
  const last = advances.at(-1);
  const advance = last === undefined ? '' : ` · ${last.stage} ${last.done}${last.expected ? `/${last.expected}` : ''}`;
  return `${id}: ${state}${reason === undefined ? '' : ` (${reason.text})`}${state === 'running' ? advance : ''}`;
}

function exitCodeOf({ mode, verdict, state, totals, findings }: RunDetail): number {
  if (!state.startsWith('completed')) return exitCodes.couldNotRun;
  if (verdict === 'different' || (findings.unexplained ?? 0) > 0) return exitCodes.unexplained;
  const changes = Object.values(totals).some(({ created, updated, deleted }) => created + updated + deleted > 0);
  if (mode === 'diff' && changes) return exitCodes.unexplained;
  return (findings.refused ?? 0) > 0 ? exitCodes.refusals : exitCodes.identical;
}
