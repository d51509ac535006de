import { type Connection, minorReleaseOf, refused } from '../connection.ts';
import { DEFAULT_COMBO, DEFAULT_OPTION_COMBO } from '../metadata/categories.ts';
import { DATA_SETS } from '../metadata/data-sets.ts';
import { PROGRAM } from '../metadata/tracker-plan.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';

/** Where the details hang: two facilities of the world that are open, and how many persons it has. */
export interface DetailPlan {
  readonly openFacilities: readonly MetadataObject[];
  readonly trackedEntities: number;
}

/**
 * A little of what hangs on data: plausible bounds, a facility that may still report late, a person who was handed to
 * another facility, and two who may be one. Loading it again changes nothing.
 * @throws Error when the instance refuses anything.
 */
export async function fillDataDetails(connection: Connection, plan: DetailPlan): Promise<void> {
  const [first, second] = plan.openFacilities;
  const monthly = DATA_SETS.find(({ key }) => key === 'monthly');
  const element = monthly?.dataElements.find(({ categoryCombo }) => categoryCombo === DEFAULT_COMBO);
  if (first === undefined || second === undefined || monthly === undefined || element === undefined) return;
  for (const [facility, max, generated] of [
    [first, 250, false],
    [second, 400, true],
  ] as const) {
    const references = { dataElement: { id: element.id }, source: { id: facility.id } };
    const bounds = { optionCombo: { id: DEFAULT_OPTION_COMBO }, min: 0, max, generated };
    await send(connection, '/api/minMaxDataElements', { ...references, ...bounds });
  }
  const exceptions = JSON.stringify(await connection.get('/api/lockExceptions?paging=false&fields=dataSet[id]'));
  if (!exceptions.includes(monthly.id)) {
    await send(connection, `/api/lockExceptions?ds=${monthly.id}&pe=202501&ou=${first.id}`, undefined);
  }
  if (plan.trackedEntities < 3) return;
  const pair = { original: worldUid('WTe', 1), duplicate: worldUid('WTe', 3) };
  await send(connection, '/api/potentialDuplicates', pair, [409]);
  await transfer(connection, worldUid('WTe', 1), second.id);
}

/** The words of a transfer changed twice (API.md §9.3). */
async function transfer(connection: Connection, trackedEntity: string, orgUnit: string): Promise<void> {
  const minor = await minorReleaseOf(connection);
  const entityKey = minor <= 40 ? 'trackedEntityInstance' : 'trackedEntity';
  const unitKey = minor <= 41 ? 'ou' : 'orgUnit';
  const query = `${entityKey}=${trackedEntity}&program=${PROGRAM.maternal}&${unitKey}=${orgUnit}`;
  const path = `/api/tracker/ownership/transfer?${query}`;
  const reply = await connection.send('PUT', path, undefined);
  if (reply.status >= 300) throw refused(`PUT ${path}`, reply);
}

async function send(
  connection: Connection,
  path: string,
  body: unknown,
  alsoFine: readonly number[] = [],
): Promise<void> {
  const reply = await connection.send('POST', path, body);
  if (reply.status >= 300 && !alsoFine.includes(reply.status)) throw refused(`POST ${path}`, reply);
}
