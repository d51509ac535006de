import { strict as assert } from 'node:assert';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import { judgeReport, type Refusal, type ReportVerdict } from './judge-report.ts';

/** One row that the target did not take, with its words. */
export interface RefusedRow<Row> extends Refusal {
  readonly row: Row;
}

/** How rows are sent, and how the answer is understood. */
export interface RowImport<Row> {
  send(rows: readonly Row[]): Promise<ValueImportReport>;
  /** What a report says; `judgeReport` when absent. */
  judge?(report: ValueImportReport, count: number): ReportVerdict;
  /** What rows at fault for this code have in common; rows that agree in it are not told apart. */
  sharedFault?(code: string): ((row: Row) => string) | undefined;
}

/** Bodies this small are not halved again when the target does not answer. */
const smallestBody = 500;

/** Requests that may be spent on finding the rows at which a target fails without naming any: it may fail at all. */
const searchBudget = 400;

/**
 * Imports rows and finds those that the target refuses, however it says so: by position, by refusing the whole body, or
 * by failing on it. What is not refused has arrived. A body without an answer is sent again in halves: imports can be
 * repeated, so whether the first one was taken need not be known. Fails when even a small body gets no answer.
 */
export async function importRows<Row>(rows: readonly Row[], how: RowImport<Row>): Promise<RefusedRow<Row>[]> {
  return importSome(rows, how, { left: searchBudget });
}

interface Budget {
  left: number;
}

async function importSome<Row>(rows: readonly Row[], how: RowImport<Row>, budget: Budget): Promise<RefusedRow<Row>[]> {
  if (rows.length === 0) return [];
  const report = await answerTo(rows, how);
  if (report === undefined) {
    assert(rows.length > smallestBody, 'an import that was answered gives its report');
    return importBoth(halves(rows), how, budget);
  }
  const verdict = (how.judge ?? judgeReport)(report, rows.length);
  if (verdict.kind === 'taken') return [];
  if (verdict.kind === 'unclear') {
    if (!report.detailed) budget.left--;
    const pieces = budget.left < 0 ? undefined : divide(rows, how.sharedFault?.(verdict.refusal.code));
    if (pieces === undefined) return rows.map((row) => ({ row, ...verdict.refusal }));
    return importBoth(pieces, how, budget);
  }
  const refused = [...verdict.refusals].flatMap(([index, refusal]): RefusedRow<Row>[] => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, ...refusal }];
  });
  if (verdict.kind === 'some') return refused;
  const others = rows.filter((_, index) => !verdict.refusals.has(index));
  return refused.concat(await importSome(others, how, budget));
}

async function importBoth<Row>(
  [first, second]: readonly [readonly Row[], readonly Row[]],
  how: RowImport<Row>,
  budget: Budget,
): Promise<RefusedRow<Row>[]> {
  const refused = await importSome(first, how, budget);
  return refused.concat(await importSome(second, how, budget));
}

type Pieces<Row> = readonly [readonly Row[], readonly Row[]];

/** Two pieces that have no fault in common; nothing when all rows share one, or there is only one row. */
function divide<Row>(rows: readonly Row[], faultOf: ((row: Row) => string) | undefined): Pieces<Row> | undefined {
  if (faultOf === undefined) return rows.length > 1 ? halves(rows) : undefined;
  const groups = [...Map.groupBy(rows, faultOf).values()];
  if (groups.length < 2) return undefined;
  const middle = Math.ceil(groups.length / 2);
  return [groups.slice(0, middle).flat(), groups.slice(middle).flat()];
}

function halves<Row>(rows: readonly Row[]): Pieces<Row> {
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
}

/** Nothing when the target did not answer and a smaller body may do better (a proxy's time-out). */
async function answerTo<Row>(rows: readonly Row[], how: RowImport<Row>): Promise<ValueImportReport | undefined> {
  try {
    return await how.send(rows);
  } catch (error) {
    if (error instanceof PlatformError && error.retryable && rows.length > smallestBody) return undefined;
    throw error;
  }
}
