import { writeCsvReport } from '../../report/csv-report.ts';
import { writeJsonReport } from '../../report/json-report.ts';
import { renderReport } from '../../report/render-report.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { assertLedgerKept } from '../../store/retention.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseRunNumber } from '../parse-number.ts';
import { deliverText, shortPath, writeHtmlReport } from '../report-file.ts';
import { renderResult, type ShownReport } from '../result-table.ts';
import { tellLines } from '../tell-lines.ts';

export interface ReportOptions {
  readonly html?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  /** `-` is the standard output. */
  readonly out?: string;
}

/** `relais report RUN`: the result of a run as a table, as one HTML file (`--html`), as JSON (`--json`) or as CSV (`--csv`). */
export async function report(cli: Cli, run: string, options: ReportOptions): Promise<number> {
  const runId = parseRunNumber(run);
  const store = await cli.openStore();
  try {
    await assertLedgerKept(store.database, runId);
    const content = await loadRunReport(store.database, runId, new Date());
    if (options.csv) await deliverText(cli, writeCsvReport(store.database, runId), options.out ?? '-');
    else if (options.json) await deliverText(cli, writeJsonReport(store.database, content), options.out ?? '-');
    else if (options.html && options.out === '-') cli.terminal.out.write(renderReport(content, cli.language));
    else if (options.html) cli.terminal.out.write(`${shortPath(await writeHtmlReport(cli, content, options.out))}\n`);
    else tellReport(cli, content);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

export function tellReport(cli: Cli, report: ShownReport): number {
  const { language, terminal } = cli;
  return tellLines(cli, renderResult(report, { language, hasColour: terminal.out.hasColour, showsEveryType: true }));
}
