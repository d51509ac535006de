import { isJson, jsonObjects } from '../../metadata/json.ts';
import { type Connection, refused } from '../connection.ts';
import { PERSON, PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE } from '../metadata/tracker-plan.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';

const person = worldUid('WTe', 95_000_001);
const enrollment = worldUid('WEn', 95_000_001);
const event = worldUid('WEv', 95_000_001);

/**
 * A person, an enrollment and an event that were entered and deleted again. What was deleted cannot come back, so that
 * loading it again changes nothing.
 * @throws Error when the instance refuses anything else.
 */
export async function fillDeletedObjects(connection: Connection, facilities: readonly MetadataObject[]): Promise<void> {
  const [facility] = facilities;
  if (facility === undefined) return;
  const day = '2025-02-03';
  const where = { orgUnit: facility.id, program: PROGRAM.maternal };
  const dates = { enrolledAt: day, occurredAt: day, status: 'ACTIVE' };
  const attributes = [{ attribute: TRACKED_ENTITY_ATTRIBUTE.lastName, value: 'Doublon' }];
  const entered = await send(connection, 'CREATE', {
    trackedEntities: [{ trackedEntity: person, trackedEntityType: PERSON, orgUnit: facility.id, attributes }],
    enrollments: [{ enrollment, trackedEntity: person, ...where, ...dates }],
    events: [{ event, enrollment, programStage: STAGE.visit, ...where, occurredAt: day, status: 'ACTIVE' }],
  });
  if (!entered) return;
  await send(connection, 'DELETE', { events: [{ event }] });
  await send(connection, 'DELETE', { enrollments: [{ enrollment }] });
  await send(connection, 'DELETE', { trackedEntities: [{ trackedEntity: person }] });
}

/** What the server says of objects that were deleted, or are there: an earlier load was here. */
const known = /^E(1002|1030|1063|1080|1081|1082|1113|1114)$/;
/** It depends on one that was refused. */
const dependent = 'E5000';

/** False where all was here before. */
async function send(connection: Connection, importStrategy: string, body: object): Promise<boolean> {
  const path = `/api/tracker?async=false&importStrategy=${importStrategy}&atomicMode=ALL&skipRuleEngine=true`;
  const reply = await connection.send('POST', path, body);
  const report = isJson(reply.body) && isJson(reply.body.validationReport) ? reply.body.validationReport : {};
  const codes = jsonObjects(report.errorReports)
    .map(({ errorCode }) => String(errorCode))
    .filter((code) => code !== dependent);
  if (codes.length > 0 && codes.every((code) => known.test(code))) return false;
  if (reply.status !== 200) throw refused(`POST ${path}`, reply);
  return true;
}
