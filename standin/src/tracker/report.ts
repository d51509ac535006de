import type { Instance } from '../instance.ts';
import type { Strategy } from './bundle.ts';
import type { TrackerImportParams } from './import-params.ts';
import { TRACKER_TYPES, type TrackerType } from './model.ts';
import type { ErrorReport, Reporter } from './reporter.ts';

export interface Stats {
  created: number;
  updated: number;
  deleted: number;
  ignored: number;
  total: number;
}

/** What became of one object; without strategy it was ignored. */
export interface ObjectOutcome {
  readonly type: TrackerType;
  readonly uid: string;
  readonly strategy: Strategy | undefined;
}

interface TypeReport {
  readonly trackerType: TrackerType;
  readonly stats: Stats;
  readonly objectReports: object[];
}

interface BundleReport {
  readonly typeReportMap: Partial<Record<TrackerType, TypeReport>>;
}

/** The report of a tracker import (API.md §9.2). */
export interface ImportReport {
  readonly status: 'OK' | 'WARNING' | 'ERROR';
  readonly validationReport: { readonly errorReports: ErrorReport[]; readonly warningReports: ErrorReport[] };
  readonly stats: Stats;
  readonly bundleReport?: BundleReport;
  readonly timingsStats?: object;
}

const noStats = (): Stats => ({ created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 });

function count(stats: Stats, strategy: Strategy | undefined): void {
  if (strategy === 'CREATE') stats.created++;
  else if (strategy === 'UPDATE') stats.updated++;
  else if (strategy === 'DELETE') stats.deleted++;
  else stats.ignored++;
  stats.total++;
}

/** Sums up outcomes by type; every type is there, and an ignored object only in the numbers. */
export function bundleReport({ minor }: Instance, outcomes: readonly ObjectOutcome[]): BundleReport {
  const typeReportMap: Partial<Record<TrackerType, TypeReport>> = {};
  for (const trackerType of TRACKER_TYPES) {
    const report: TypeReport = { trackerType, stats: noStats(), objectReports: [] };
    for (const { type, uid, strategy } of outcomes) {
      if (type !== trackerType) continue;
      count(report.stats, strategy);
      if (strategy === undefined) continue;
      // Up to 2.40 an object is told with its place too.
      const index = minor <= 40 ? { index: report.objectReports.length } : {};
      report.objectReports.push({ trackerType, uid, ...index, errorReports: [] });
    }
    typeReportMap[trackerType] = report;
  }
  return { typeReportMap };
}

/** Puts a report together; the warnings are left out unless `reportMode` asks for them. */
export function importReport(
  { reportMode }: Pick<TrackerImportParams, 'reportMode'>,
  reporter: Reporter,
  result: { status: ImportReport['status']; ignored?: number; bundle?: BundleReport },
): ImportReport {
  const stats = noStats();
  for (const report of Object.values(result.bundle?.typeReportMap ?? {})) {
    for (const key of Object.keys(stats) as (keyof Stats)[]) stats[key] += report.stats[key];
  }
  stats.ignored += result.ignored ?? 0;
  stats.total += result.ignored ?? 0;
  return {
    status: result.status,
    validationReport: {
      errorReports: unordered(reporter.minor, reporter.errors),
      warningReports: reportMode === 'ERRORS' ? [] : unordered(reporter.minor, reporter.warnings),
    },
    stats,
    ...(result.bundle ? { bundleReport: result.bundle } : {}),
  };
}

/**
 * DHIS2 gathers its reports in a hash set, so their order means nothing and differs from release to release. Here they
 * are ordered by a hash as well; its seed is one under which the recorded orders come out (tr-errors-object, -all).
 */
function unordered(minor: number, reports: readonly ErrorReport[]): ErrorReport[] {
  const keyed = reports.map((report) => {
    return { report, key: hash(`${minor}${report.uid}${report.errorCode}${report.message}`) };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ report }) => report);
}

const SEED = 5;

function hash(text: string): number {
  let h = SEED;
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 33) + text.charCodeAt(i)) | 0;
  return h ^ (h >>> 16);
}
