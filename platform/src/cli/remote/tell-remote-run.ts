import type { RunDetail } from '@relais/contract/run.ts';
import type { Verdict } from '../../model/run-outcome.ts';
import { modeWords, stateWords } from '../../report/words.ts';
import type { Cli } from '../cli.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { renderResult } from '../result-table.ts';
import { runControlTexts } from '../texts/run-control-texts.ts';
import { runTexts } from '../texts/run-texts.ts';
import type { RemoteService } from './remote-service.ts';
import { loadShownReport } from './report-run.ts';

/** One line that says which run is watched, and between which instances. */
export function tellRemoteHeader(cli: Cli, { id, mode, source, target }: RunDetail): void {
  const { language, terminal, version } = cli;
  const texts = runTexts[language];
  const sides = `${texts.source} ${source} → ${texts.target} ${target}`;
  terminal.err.write(`Relais ${version} · ${modeWords[mode][language]} ${id}    ${sides}\n\n`);
}

/** The result of a run that has ended: a table for people, one JSON document for programs; gives its exit code. */
export async function tellRemoteResult(
  cli: Cli,
  service: RemoteService,
  run: RunDetail & { readonly verdict: Verdict },
  isJson: boolean,
): Promise<number> {
  const { id, mode, state, verdict, totals, findings, provenBefore, isDryRun } = run;
  const isDeclined = verdict === 'planned' && mode === 'replicate' && !isDryRun;
  const exitCode = isDeclined ? exitCodes.couldNotRun : exitCodeOf(mode, { verdict, totals, findings });
  const { language, terminal } = cli;
  const page = `${service.url}/runs/${id}`;
  if (isJson) {
    const told = { run: id, mode, exitCode, state, verdict, totals, findings, provenBefore, report: page };
    terminal.out.write(`${JSON.stringify(told)}\n`);
    return exitCode;
  }
  const report = await loadShownReport(service, id);
  const lines = [
    ...renderResult(report, { language, hasColour: terminal.out.hasColour, showsEveryType: false }),
    '',
    `  ${runTexts[language].report}${language === 'fr' ? '\u00A0' : ''}: ${page}`,
  ];
  terminal.out.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** The state of a run with its reason, in the words of the same command on the machine of the service. */
export function tellRemoteState(cli: Cli, { id, state, reason }: RunDetail, isJson: boolean): void {
  const { language, terminal } = cli;
  const word = stateWords[state][language];
  const words = reason === undefined ? word : `${word} (${reason.text})`;
  const text = isJson ? JSON.stringify({ run: id, state, reason }) : runControlTexts[language].runIs(id, words);
  terminal.out.write(`${text}\n`);
}
