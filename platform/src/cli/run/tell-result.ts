import type { RunMode, RunOutcome } from '../../model/run-outcome.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { modeWords } from '../../report/words.ts';
import type { ConnectedPair } from '../../runs/instance-place.ts';
import type { Store } from '../../store/open-store.ts';
import type { Cli } from '../cli.ts';
import { exitCodeOf, exitCodes } from '../exit-code.ts';
import { shortPath, writeHtmlReport } from '../report-file.ts';
import { renderResult } from '../result-table.ts';
import { runTexts } from '../texts/run-texts.ts';

/** One line that says what begins: the run, and between which instances. */
export function tellHeader(cli: Cli, mode: RunMode, runId: number, { source, target }: ConnectedPair): void {
  const texts = runTexts[cli.language];
  const side = (word: string, { name, release }: { name: string; release: string }) => `${word} ${name} ${release}`;
  const sides = `${side(texts.source, source.facts)} → ${side(texts.target, target.facts)}`;
  cli.terminal.err.write(`Relais ${cli.version} · ${modeWords[mode][cli.language]} ${runId}    ${sides}\n\n`);
}

/** Writes the report and tells the result: a table for people, one JSON document for programs. */
export async function tellResult(
  cli: Cli,
  { database }: Store,
  runId: number,
  order: { readonly mode: RunMode; readonly isJson: boolean; readonly options: { readonly dryRun: boolean } },
  outcome: RunOutcome,
): Promise<number> {
  const report = await loadRunReport(database, runId, new Date());
  const file = await writeHtmlReport(cli, report);
  const isDeclined = outcome.verdict === 'planned' && order.mode === 'replicate' && !order.options.dryRun;
  const exitCode = isDeclined ? exitCodes.couldNotRun : exitCodeOf(order.mode, outcome);
  if (order.isJson) {
    cli.terminal.out.write(`${JSON.stringify({ run: runId, mode: order.mode, exitCode, ...outcome, report: file })}\n`);
    return exitCode;
  }
  // Whoever said no has just seen the plan.
  if (isDeclined) return exitCode;
  const texts = runTexts[cli.language];
  const lines = [
    ...renderResult(report, {
      language: cli.language,
      hasColour: cli.terminal.out.hasColour,
      showsEveryType: false,
    }),
    '',
    `  ${texts.report}${cli.language === 'fr' ? '\u00A0' : ''}: ${shortPath(file)}`,
  ];
  cli.terminal.out.write(`${lines.join('\n')}\n`);
  return exitCode;
}
