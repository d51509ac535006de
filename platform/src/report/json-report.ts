import type { Database } from '../store/database.ts';
import { readFindings } from '../store/finding.ts';
import { explainCode } from './dhis2-codes.ts';
import { listNotCopied } from './not-copied.ts';
import type { RunReport } from './run-report.ts';

/** Names the form of the document; raised when a property changes its meaning. */
const format = 'relais-run-report/1';

/** The whole report as one JSON document, every finding in it, in pieces: there may be more findings than fit into memory. */
export async function* writeJsonReport(database: Database, report: RunReport): AsyncIterable<string> {
  const { outcome: _outcome, ...run } = report.run;
  const document = {
    format,
    run,
    verdict: report.verdict,
    comparisonDigest: report.comparisonDigest,
    provenBefore: report.provenBefore,
    totals: report.totals,
    causes: report.findings,
    groups: report.groups.map(({ examples: _examples, ...group }) => ({ ...group, explanation: explainCode(group) })),
    notCopied: listNotCopied(run.target?.release).map(({ title, text }) => ({ title, text })),
    stages: report.stages,
    notices: report.notices,
    writtenAt: report.writtenAt,
  };
  yield `${JSON.stringify(document).slice(0, -1)},"findings":[`;
  let separator = '\n';
  for await (const finding of readFindings(database, run.id)) {
    yield `${separator}${JSON.stringify(finding)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}
