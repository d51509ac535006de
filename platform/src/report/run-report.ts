import type { Finding, FindingCause } from '../model/finding.ts';
import type { RunOutcome, VerifiedCounts } from '../model/run-outcome.ts';
import type { Database } from '../store/database.ts';
import { type FindingGroup, loadFindingGroups, loadFindings } from '../store/finding.ts';
import { listNotices, type RunNotice } from '../store/notice.ts';
import { loadRun, type Run } from '../store/run.ts';
import { listStages, type StageTimes } from '../store/stage.ts';
import { loadTotals } from '../store/totals.ts';

/** All that a report of a run says. */
export interface RunReport {
  readonly run: Run;
  readonly totals: Readonly<Record<string, VerifiedCounts>>;
  readonly findings: Readonly<Record<FindingCause, number>>;
  readonly verdict: RunOutcome['verdict'] | undefined;
  readonly comparisonDigest: string | undefined;
  readonly provenBefore: RunOutcome['provenBefore'];
  readonly groups: readonly GroupWithExamples[];
  readonly stages: readonly StageTimes[];
  readonly notices: readonly RunNotice[];
  readonly writtenAt: Date;
}

export interface GroupWithExamples extends FindingGroup {
  /** Some of the group's findings, the first that were told. */
  readonly examples: readonly Finding[];
}

/** Enough to recognise what is concerned; the JSON report holds them all. */
const examplesPerGroup = 10;
/** Groups beyond these are counted, without examples. */
const groupsWithExamples = 200;

/** Reads a run's report from the ledger: also of one that has not ended, with what it has so far. */
export async function loadRunReport(database: Database, runId: number, writtenAt: Date): Promise<RunReport> {
  const run = await loadRun(database, runId);
  const groups = inOrderOfConcern(await loadFindingGroups(database, runId));
  return {
    run,
    totals: run.outcome?.totals ?? (await loadTotals(database, runId)),
    findings: sumByCause(groups),
    verdict: run.outcome?.verdict,
    comparisonDigest: run.outcome?.comparisonDigest,
    provenBefore: run.outcome?.provenBefore,
    groups: await addExamples(database, runId, groups),
    stages: await listStages(database, runId),
    notices: await listNotices(database, runId),
    writtenAt,
  };
}

const concern: readonly FindingCause[] = ['unexplained', 'refused', 'changed-meanwhile', 'skipped', 'impossible'];

/** Groups of findings, those first that people have to look at first. */
export function inOrderOfConcern(groups: readonly FindingGroup[]): readonly FindingGroup[] {
  return [...groups].sort(
    (left, right) => concern.indexOf(left.cause) - concern.indexOf(right.cause) || right.objects - left.objects,
  );
}

function sumByCause(groups: readonly FindingGroup[]): Record<FindingCause, number> {
  const sums = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
  for (const group of groups) sums[group.cause] += group.objects;
  return sums;
}

async function addExamples(
  database: Database,
  runId: number,
  groups: readonly FindingGroup[],
): Promise<readonly GroupWithExamples[]> {
  const withExamples: GroupWithExamples[] = [];
  for (const [index, group] of groups.entries()) {
    const { cause, type, code } = group;
    const filter = { cause, type, code, limit: examplesPerGroup * 2 };
    const found = index < groupsWithExamples ? (await loadFindings(database, runId, filter)).findings : [];
    withExamples.push({ ...group, examples: onePerKey(found).slice(0, examplesPerGroup) });
  }
  return withExamples;
}

/** Two stages may have complained of the same object. */
export function onePerKey(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [finding.key, finding])).values()];
}
