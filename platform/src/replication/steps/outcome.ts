import { noCounts } from '../../model/counts.ts';
import type { RunOutcome, Verdict, VerifiedCounts } from '../../model/run-outcome.ts';
import { loadFindingGroups } from '../../store/finding.ts';
import { loadProvenBefore, loadTotals } from '../../store/totals.ts';
import type { RunRequest } from '../run-request.ts';
import { carriedClasses } from '../stages/stages.ts';

/** How a run ended, from the ledger alone; by what was found where no verdict is given. */
export async function outcomeOf(
  { database, ledger }: Pick<RunRequest, 'database' | 'ledger'>,
  verdict: Verdict | undefined,
  comparisonDigest?: string,
): Promise<RunOutcome> {
  const totals = await loadTotals(database, ledger.runId);
  const findings = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
  for (const group of await loadFindingGroups(database, ledger.runId)) findings[group.cause] += group.objects;
  const provenBefore = await loadProvenBefore(database, ledger.runId);
  return {
    verdict: verdict ?? verdictOf(findings),
    totals: inReadingOrder(totals),
    findings,
    comparisonDigest,
    ...(provenBefore && { provenBefore }),
  };
}

function verdictOf(findings: RunOutcome['findings']): Verdict {
  if (findings.unexplained > 0) return 'different';
  return findings.refused > 0 ? 'identical-except-refusals' : 'identical';
}

/** Metadata types by name, then the classes of data in the order of their stages. */
function inReadingOrder(totals: Readonly<Record<string, VerifiedCounts>>): Record<string, VerifiedCounts> {
  const classes = carriedClasses;
  const types = Object.keys(totals).sort((a, b) => classes.indexOf(a) - classes.indexOf(b) || a.localeCompare(b));
  return Object.fromEntries(types.map((type) => [type, totals[type] ?? { ...noCounts, verified: 0 }]));
}
