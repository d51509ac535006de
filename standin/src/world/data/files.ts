import { isJson, jsonObjects } from '../../metadata/json.ts';
import { type Connection, isTakenWhole, minorReleaseOf, refused } from '../connection.ts';
import { PAPER } from '../metadata/paper-files.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { plainPicture } from '../png.ts';
import { worldUid } from '../world-uid.ts';
import { FILE, formOf, uploadFiles } from './upload-files.ts';

/** Where the files hang. */
export interface FilePlan {
  readonly country: MetadataObject;
  readonly districts: readonly MetadataObject[];
  readonly facilities: readonly MetadataObject[];
}

const DOCUMENT = worldUid('WRs', 3);
const ANALYST = worldUid('WUs', 1);
const ICON_KEY = 'pastille_bleue';

/** How many values and enrollments with files an instance was given, beside those that were asked for. */
export interface FileCounts {
  readonly dataValues: number;
  readonly enrollments: number;
  readonly events: number;
}

const none: FileCounts = { dataValues: 0, enrollments: 0, events: 0 };

/**
 * A file of every domain, and something of every kind that refers to one: a document, a country, an account, values of a data
 * set, an attribute and an event, an icon; the instance's own looks. Releases before 2.39 get none: they choose the UIDs.
 * Loading it again changes nothing.
 * @throws Error when the instance refuses anything.
 */
export async function fillFiles(connection: Connection, plan: FilePlan): Promise<FileCounts> {
  const minorRelease = await minorReleaseOf(connection);
  if (minorRelease < 39) return none;
  await uploadFiles(connection, minorRelease);
  await fillDocument(connection);
  await refer(connection, `/api/organisationUnits/${plan.country.id}`, 'image', FILE.map);
  await refer(connection, `/api/users/${ANALYST}`, 'avatar', FILE.avatar);
  const dataValues = await fillDataValues(connection, plan, minorRelease);
  const tracker = await fillTracker(connection, plan);
  if (minorRelease >= 41) await fillIcon(connection);
  await fillLooks(connection);
  return { dataValues, ...tracker };
}

async function fillDocument(connection: Connection): Promise<void> {
  if (await connection.has(`/api/documents/${DOCUMENT}`)) return;
  const guide = { id: DOCUMENT, name: 'Guide de saisie', url: FILE.guide, external: false, attachment: true };
  await taken(connection, '/api/metadata', { documents: [guide] });
}

async function refer(connection: Connection, path: string, property: string, file: string): Promise<void> {
  const object = await connection.get(`${path}?fields=${property}[id]`);
  if (isJson(object) && isJson(object[property])) return;
  const reply = await connection.send('PATCH', path, [{ op: 'add', path: `/${property}`, value: { id: file } }]);
  if (reply.status !== 200) throw refused(`PATCH ${path}`, reply);
}

async function fillDataValues(connection: Connection, { districts }: FilePlan, minorRelease: number): Promise<number> {
  const [first, second] = districts;
  if (first === undefined || second === undefined) return 0;
  const value = (dataElement: string, orgUnit: string, text: string) => ({
    dataElement,
    period: '202501',
    orgUnit,
    value: text,
  });
  const dataValues = [
    value(PAPER.scannedReport, first.id, FILE.report),
    value(PAPER.pages, first.id, '12'),
    value(PAPER.pages, second.id, '7'),
  ];
  const held = await connection.get(
    `/api/dataValueSets?dataSet=${PAPER.dataSet}&period=202501&orgUnit=${first.id}&orgUnit=${second.id}`,
  );
  if (jsonObjects(isJson(held) ? held.dataValues : undefined).length > 0) return dataValues.length;
  const path = '/api/dataValueSets';
  const body = minorRelease >= 43 ? { dataSet: PAPER.dataSet, dataValues } : { dataValues };
  const reply = await connection.send('POST', path, body);
  if (!isTakenWhole(reply)) throw refused(`POST ${path}`, reply);
  return dataValues.length;
}

/** The second person of the world, whose papers were scanned. */
async function fillTracker(connection: Connection, { facilities }: FilePlan): Promise<Omit<FileCounts, 'dataValues'>> {
  const [facility] = facilities;
  const trackedEntity = worldUid('WTe', 2);
  if (facility === undefined || !(await connection.has(`/api/tracker/trackedEntities/${trackedEntity}`))) return none;
  const enrollment = worldUid('WEn', 95_000_000);
  const counts = { enrollments: 1, events: 1 };
  if (await connection.has(`/api/tracker/enrollments/${enrollment}`)) return counts;
  const where = { orgUnit: facility.id, program: PAPER.program };
  const attributes = [
    { attribute: PAPER.scannedRecord, value: FILE.record },
    { attribute: PAPER.portrait, value: FILE.portrait },
  ];
  const dataValues = [
    { dataElement: PAPER.scannedResult, value: FILE.result },
    { dataElement: PAPER.photoOfWound, value: FILE.wound },
  ];
  const day = '2025-03-04';
  await taken(connection, '/api/tracker?async=false&importStrategy=CREATE_AND_UPDATE&atomicMode=ALL', {
    enrollments: [
      { enrollment, trackedEntity, ...where, enrolledAt: day, occurredAt: day, status: 'ACTIVE', attributes },
    ],
    events: [
      {
        event: worldUid('WEv', 95_000_000),
        enrollment,
        ...where,
        programStage: PAPER.stage,
        occurredAt: day,
        status: 'ACTIVE',
        dataValues,
      },
    ],
  });
  return counts;
}

async function fillIcon(connection: Connection): Promise<void> {
  if (await connection.has(`/api/icons/${ICON_KEY}`)) return;
  const icon = { key: ICON_KEY, description: 'Pastille', keywords: ['bleu', 'rond'], fileResourceId: FILE.icon };
  const reply = await connection.send('POST', '/api/icons', icon);
  if (reply.status >= 300) throw refused('POST /api/icons', reply);
}

/** A logo, which is only given out once it is used, a style and a script that do nothing. */
async function fillLooks(connection: Connection): Promise<void> {
  const logo = formOf({ name: 'logo_front.png', type: 'image/png', content: plainPicture(32, [0, 90, 140]) });
  const sent = [
    await connection.upload('/api/staticContent/logo_front', logo),
    await connection.send('POST', '/api/systemSettings', { keyUseCustomLogoFront: 'true' }),
    await connection.upload('/api/files/style', new Blob(['.rien { color: inherit }\n'], { type: 'text/css' })),
    await connection.upload('/api/files/script', new Blob(['void 0;\n'], { type: 'application/javascript' })),
  ];
  for (const reply of sent) if (reply.status >= 300) throw refused('The looks of the instance', reply);
}

async function taken(connection: Connection, path: string, body: object): Promise<void> {
  const reply = await connection.send('POST', path, body);
  const status = isJson(reply.body)
    ? isJson(reply.body.response)
      ? reply.body.response.status
      : reply.body.status
    : '';
  if (reply.status !== 200 || status === 'ERROR') throw refused(`POST ${path}`, reply);
}
