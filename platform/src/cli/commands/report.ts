import { writeJsonReport } from '../../report/json-report.ts';
import { renderReport } from '../../report/render-report.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { assertLedgerKept } from '../../store/retention.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseRunNumber } from '../parse-number.ts';
import { shortPath, writeHtmlReport, writeTextFile } from '../report-file.ts';
import { renderResult } from '../result-table.ts';

export interface ReportOptions {
  readonly html?: boolean;
  readonly json?: boolean;
  /** `-` is the standard output. */
  readonly out?: string;
}

/** `relais report RUN`: the result of a run as a table, as one HTML file (`--html`) or as JSON (`--json`). */
export async function report(cli: Cli, run: string, options: ReportOptions): Promise<number> {
  const runId = parseRunNumber(run);
  const store = await cli.openStore();
  try {
    await assertLedgerKept(store.database, runId);
    const content = await loadRunReport(store.database, runId, new Date());
    if (options.json) await deliver(cli, writeJsonReport(store.database, content), options.out ?? '-');
    else if (options.html && options.out === '-') cli.terminal.out.write(renderReport(content, cli.language));
    else if (options.html) cli.terminal.out.write(`${shortPath(await writeHtmlReport(cli, content, options.out))}\n`);
    else {
      const { language, terminal } = cli;
      const lines = renderResult(content, { language, hasColour: terminal.out.hasColour, showsEveryType: true });
      terminal.out.write(`${lines.join('\n')}\n`);
    }
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}

async function deliver(cli: Cli, pieces: AsyncIterable<string>, out: string): Promise<void> {
  if (out !== '-') return writeTextFile(out, pieces);
  for await (const piece of pieces) cli.terminal.out.write(piece);
}
