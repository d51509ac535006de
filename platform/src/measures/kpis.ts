import { type DailyNumbers, sumByDay } from '../store/daily-measures.ts';
import type { Database } from '../store/database.ts';
import { countFinishedRuns, type Period, sumObjects, sumTraffic } from '../store/measures.ts';

/** What people ask of a month: how long, how well, how much. Undefined where nothing ran. */
export interface Kpis {
  /** Runs that copied and have ended, in whatever way. */
  readonly runs: number;
  readonly meanSeconds: number | undefined;
  /** Runs that failed, of all that ended and that nobody cancelled; 0 to 1. */
  readonly errorRate: number | undefined;
  /** Requests that were sent again, of all; 0 to 1. */
  readonly retryRate: number | undefined;
  /** Objects that the target refused, of all that were to be written; 0 to 1. */
  readonly refusalRate: number | undefined;
  /** Objects and data that were written. */
  readonly objectsWritten: number;
  readonly dataValuesWritten: number;
  /** Read from sources and sent to targets, as it went over the line. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** The numbers of a period, from the same rows as the measures. */
export async function loadKpis(database: Database, period: Period): Promise<Kpis> {
  const finished = (await countFinishedRuns(database, period)).filter(({ mode }) => mode === 'replicate');
  const objects = new Map((await sumObjects(database, period)).map((sums) => [sums.result, sums]));
  const traffic = await sumTraffic(database, period);
  const runs = sum(finished.map((group) => group.runs));
  const judged = finished.filter(({ state }) => state !== 'cancelled');
  const failed = sum(judged.filter(({ state }) => state === 'failed').map((group) => group.runs));
  const written = (key: 'objects' | 'dataValues') =>
    (objects.get('created')?.[key] ?? 0) + (objects.get('updated')?.[key] ?? 0);
  const refused = objects.get('refused')?.objects ?? 0;
  const [source, target] = (['source', 'target'] as const).map((side) => traffic.find((row) => row.side === side));
  return {
    runs,
    meanSeconds: share(sum(finished.map(({ seconds }) => seconds)), runs),
    errorRate: share(failed, sum(judged.map((group) => group.runs))),
    retryRate: share(sum(traffic.map(({ retries }) => retries)), sum(traffic.map(({ requests }) => requests))),
    refusalRate: share(refused, refused + written('objects')),
    objectsWritten: written('objects'),
    dataValuesWritten: written('dataValues'),
    bytesRead: source?.receivedBytes ?? 0,
    bytesWritten: target?.sentBytes ?? 0,
  };
}

/** The numbers of each of the last days, in UTC, today the last one. */
export async function loadDailyKpis(
  database: Database,
  { now, days }: { readonly now: Date; readonly days: number },
): Promise<readonly (Omit<DailyNumbers, 'seconds'> & { readonly meanSeconds: number | undefined })[]> {
  const first = new Date(now.getTime() - (days - 1) * 86_400_000);
  return (await sumByDay(database, first, now)).map(({ seconds, ...day }) => ({
    ...day,
    meanSeconds: share(seconds, day.runs),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
