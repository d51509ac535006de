import type { ValueImportReport } from '../../model/import-report.ts';

/** The target's code and words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What a report says of the rows that were sent. */
export type ReportVerdict =
  | { readonly kind: 'taken' }
  /** These positions were refused, all others taken. */
  | { readonly kind: 'some'; readonly refusals: ReadonlyMap<number, Refusal> }
  /** These positions are at fault, and nothing was taken. */
  | { readonly kind: 'none-because-of'; readonly refusals: ReadonlyMap<number, Refusal> }
  /** Something was refused, and the report does not say which rows. */
  | { readonly kind: 'unclear'; readonly refusal: Refusal };

/**
 * Reads a report on `count` rows. `ignored` says nothing by itself: up to 2.42 it counts unchanged values too (API.md
 * §8.2), and new zeros that are not significant are counted nowhere. Status codes say nothing either: WARNING comes
 * with 409 up to 2.42, with 200 in 2.43.
 */
export function judgeReport(report: ValueImportReport, count: number): ReportVerdict {
  const general = generalRefusal(report);
  if (!report.detailed) return { kind: 'unclear', refusal: general };
  const named = namedRefusals(report, count);
  const rejected = new Set([...report.rejectedIndexes.filter((index) => index < count), ...named.keys()]);
  if (rejected.size === 0) {
    const somethingLost = report.status === 'ERROR' || (report.conflicts.length > 0 && report.ignored > 0);
    return somethingLost ? { kind: 'unclear', refusal: general } : { kind: 'taken' };
  }
  if (rejected.size === count && count > 1 && report.conflicts.some((conflict) => refusesWholeBody(conflict.code))) {
    if (named.size === 0 || named.size === count) return { kind: 'unclear', refusal: general };
    return { kind: 'none-because-of', refusals: named };
  }
  return { kind: 'some', refusals: new Map([...rejected].map((index) => [index, named.get(index) ?? general])) };
}

/** The codes with which 2.43 refuses a whole data set group for the sake of some keys (2.43-observed.md, 2). */
function refusesWholeBody(code: string): boolean {
  return /^E80\d\d$/.test(code) || code === 'E8128';
}

function namedRefusals(report: ValueImportReport, count: number): Map<number, Refusal> {
  const named = new Map<number, Refusal>();
  for (const { code, message, indexes } of report.conflicts) {
    for (const index of indexes) if (index < count && !named.has(index)) named.set(index, { code, message });
  }
  return named;
}

function generalRefusal(report: ValueImportReport): Refusal {
  const conflict = report.conflicts[0];
  if (conflict !== undefined) return { code: conflict.code, message: conflict.message };
  return { code: `HTTP${report.httpStatus}`, message: report.message ?? '' };
}
