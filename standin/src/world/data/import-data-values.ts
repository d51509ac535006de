import type { Connection } from '../connection.ts';
import { isTakenWhole, refused } from '../connection.ts';
import type { DataValueBody, FilledReport } from './data-values.ts';

const BODY_SIZE = 10_000;

/** How many values were sent, and how many of them were deleted again. */
export interface DataValueCounts {
  /** Values that the instance holds, without the deleted ones. */
  readonly dataValues: number;
  readonly deletedDataValues: number;
}

/**
 * Sends the values of reports in bodies of ten thousand, then deletes one in a thousand again.
 * @throws Error when the instance rejects one value.
 */
export async function importDataValues(
  connection: Connection,
  reports: Iterable<FilledReport>,
  onBody: (sent: number) => void,
): Promise<DataValueCounts> {
  let [sent, body]: [number, DataValueBody[]] = [0, []];
  const deletions = createDeletions();
  const flush = async () => {
    await send(connection, 'CREATE_AND_UPDATE', body);
    sent += body.length;
    body = [];
    onBody(sent);
  };
  for (const report of reports) {
    deletions.see(report);
    for (const value of report.values) {
      body.push(value);
      if (body.length === BODY_SIZE) await flush();
    }
  }
  if (body.length > 0) await flush();
  const deleted = deletions.choose();
  if (deleted.length > 0) await send(connection, 'DELETE', deleted);
  return { dataValues: sent - deleted.length, deletedDataValues: deleted.length };
}

/**
 * Chooses the last value of one report in about a thousand values, one at least. Never of a report that was said to be
 * complete: it could lose a value that is compulsory.
 */
function createDeletions() {
  const chosen: DataValueBody[] = [];
  let [seen, latest]: [number, DataValueBody | undefined] = [0, undefined];
  return {
    see(report: FilledReport): void {
      seen += report.values.length;
      const last = report.values.at(-1);
      if (last === undefined || report.isComplete) return;
      latest = last;
      if (seen > chosen.length * 1000 + 500) chosen.push(last);
    },
    choose: (): readonly DataValueBody[] => (chosen.length === 0 && latest !== undefined ? [latest] : chosen),
  };
}

async function send(
  connection: Connection,
  importStrategy: string,
  dataValues: readonly DataValueBody[],
): Promise<void> {
  const path = `/api/dataValueSets?importStrategy=${importStrategy}`;
  const reply = await connection.send('POST', path, { dataValues });
  if (!isTakenWhole(reply)) throw refused(`POST ${path} of ${dataValues.length} values`, reply);
}
