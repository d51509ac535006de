import type { Connection } from '../connection.ts';
import { refused } from '../connection.ts';
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
  let [sent, seen, body]: [number, number, DataValueBody[]] = [0, 0, []];
  const deleted: DataValueBody[] = [];
  const flush = async () => {
    await send(connection, 'CREATE_AND_UPDATE', body);
    sent += body.length;
    body = [];
    onBody(sent);
  };
  for (const report of reports) {
    seen += report.values.length;
    // Never from a report that was said to be complete: it may lose a value that is compulsory.
    const [last] = report.values.slice(-1);
    if (last !== undefined && !report.isComplete && seen > deleted.length * 1000 + 500) deleted.push(last);
    for (const value of report.values) {
      body.push(value);
      if (body.length === BODY_SIZE) await flush();
    }
  }
  if (body.length > 0) await flush();
  if (deleted.length > 0) await send(connection, 'DELETE', deleted);
  return { dataValues: sent - deleted.length, deletedDataValues: deleted.length };
}

async function send(
  connection: Connection,
  importStrategy: string,
  dataValues: readonly DataValueBody[],
): Promise<void> {
  const path = `/api/dataValueSets?importStrategy=${importStrategy}`;
  const reply = await connection.send('POST', path, { dataValues });
  const summary = JSON.stringify(reply.body);
  if (reply.status !== 200 || !/"status":"SUCCESS"/.test(summary) || /"conflicts":\[\{/.test(summary)) {
    throw refused(`POST ${path} of ${dataValues.length} values`, reply);
  }
}
