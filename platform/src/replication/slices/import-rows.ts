import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import { judgeReport, type Refusal, type ReportVerdict } from './judge-report.ts';

/** One row that the target did not take, with its words. */
export interface RefusedRow<Row> extends Refusal {
  readonly row: Row;
}

export type JudgeReport = (report: ValueImportReport, count: number) => ReportVerdict;

export type SendRows<Row> = (rows: readonly Row[]) => Promise<ValueImportReport>;

/** Bodies this small are not halved again when the target does not answer. */
const smallestBody = 500;

/** Requests that may be spent on finding out which rows of one body the target cannot take. */
const searchBudget = 400;

/**
 * Imports rows and finds those that the target refuses, however it says so: by position, by refusing the whole body, or
 * by failing on it. What is not refused has arrived. A body without an answer is sent again in halves: imports can be
 * repeated, so whether the first one was taken need not be known. Fails when even a small body gets no answer.
 */
export async function importRows<Row>(
  rows: readonly Row[],
  send: SendRows<Row>,
  judge: JudgeReport = judgeReport,
): Promise<RefusedRow<Row>[]> {
  return importSome(rows, { send, judge, budget: searchBudget });
}

interface Import<Row> {
  readonly send: SendRows<Row>;
  readonly judge: JudgeReport;
  budget: number;
}

async function importSome<Row>(rows: readonly Row[], how: Import<Row>): Promise<RefusedRow<Row>[]> {
  if (rows.length === 0) return [];
  const report = await answerTo(rows, how.send);
  if (report === undefined) return importHalves(rows, how);
  const verdict = how.judge(report, rows.length);
  if (verdict.kind === 'taken') return [];
  if (verdict.kind === 'unclear') {
    how.budget--;
    if (rows.length === 1 || how.budget < 0) return rows.map((row) => ({ row, ...verdict.refusal }));
    return importHalves(rows, how);
  }
  const refused = [...verdict.refusals].flatMap(([index, refusal]): RefusedRow<Row>[] => {
    const row = rows[index];
    return row === undefined ? [] : [{ row, ...refusal }];
  });
  if (verdict.kind === 'some') return refused;
  const others = rows.filter((_, index) => !verdict.refusals.has(index));
  return refused.concat(await importSome(others, how));
}

async function importHalves<Row>(rows: readonly Row[], how: Import<Row>): Promise<RefusedRow<Row>[]> {
  const middle = Math.ceil(rows.length / 2);
  const first = await importSome(rows.slice(0, middle), how);
  return first.concat(await importSome(rows.slice(middle), how));
}

/** Nothing when the target did not answer and a smaller body may do better (a proxy's time-out). */
async function answerTo<Row>(rows: readonly Row[], send: SendRows<Row>): Promise<ValueImportReport | undefined> {
  try {
    return await send(rows);
  } catch (error) {
    if (error instanceof PlatformError && error.retryable && rows.length > smallestBody) return undefined;
    throw error;
  }
}
