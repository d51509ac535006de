import type { Connection } from '../connection.ts';
import { isTakenWhole, minorReleaseOf, refused } from '../connection.ts';
import type { DataValueBody, FilledReport } from './data-values.ts';

const BODY_SIZE = 10_000;

/** How many values were sent, and how many of them were deleted again. */
export interface DataValueCounts {
  /** Values that the instance holds, without the deleted ones. */
  readonly dataValues: number;
  readonly deletedDataValues: number;
}

/**
 * Sends the values of reports in bodies of ten thousand, then deletes one in a thousand again. From 2.43 on a body holds the
 * values of one data set, and values of data elements that no data set holds are left out: they have no way in (API.md §8.2).
 * @throws Error when the instance rejects one value.
 */
export async function importDataValues(
  connection: Connection,
  reports: Iterable<FilledReport>,
  onBody: (sent: number) => void,
): Promise<DataValueCounts> {
  const namesDataSets = (await minorReleaseOf(connection)) >= 43;
  let [sent, body]: [number, Body] = [0, { dataValues: [] }];
  const deletions = createDeletions();
  const flush = async () => {
    if (body.dataValues.length === 0) return;
    await send(connection, 'CREATE_AND_UPDATE', body);
    sent += body.dataValues.length;
    body = { ...body, dataValues: [] };
    onBody(sent);
  };
  for (const report of reports) {
    if (namesDataSets && isOutsideDataSets(report)) continue;
    deletions.see(report);
    const dataSet = namesDataSets ? report.dataSet.id : undefined;
    if (dataSet !== body.dataSet) {
      await flush();
      body = { dataSet, dataValues: [] };
    }
    for (const value of report.values) {
      body.dataValues.push(value);
      if (body.dataValues.length === BODY_SIZE) await flush();
    }
  }
  await flush();
  const deleted = deletions.choose();
  for (const [dataSet, chosen] of Map.groupBy(deleted, ({ report }) =>
    namesDataSets ? report.dataSet.id : undefined,
  )) {
    await send(connection, 'DELETE', { dataSet, dataValues: chosen.map(({ value }) => value) });
  }
  return { dataValues: sent - deleted.length, deletedDataValues: deleted.length };
}

interface Body {
  readonly dataSet?: string | undefined;
  readonly dataValues: DataValueBody[];
}

function isOutsideDataSets({ dataSet }: FilledReport): boolean {
  return dataSet.dataElements.every((element) => element.dataSets.length === 0);
}

/** A value that is deleted again, with the report that it came in. */
interface Deletion {
  readonly report: FilledReport;
  readonly value: DataValueBody;
}

/**
 * Chooses the last value of one report in about a thousand values, one at least. Never of a report that was said to be
 * complete: it could lose a value that is compulsory.
 */
function createDeletions() {
  const chosen: Deletion[] = [];
  let [seen, latest]: [number, Deletion | undefined] = [0, undefined];
  return {
    see(report: FilledReport): void {
      seen += report.values.length;
      const value = report.values.at(-1);
      if (value === undefined || report.isComplete) return;
      latest = { report, value };
      if (seen > chosen.length * 1000 + 500) chosen.push(latest);
    },
    choose: (): readonly Deletion[] => (chosen.length === 0 && latest !== undefined ? [latest] : chosen),
  };
}

async function send(connection: Connection, importStrategy: string, body: Body): Promise<void> {
  const path = `/api/dataValueSets?importStrategy=${importStrategy}`;
  const reply = await connection.send('POST', path, body);
  if (!isTakenWhole(reply)) throw refused(`POST ${path} of ${body.dataValues.length} values`, reply);
}
