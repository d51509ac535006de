import { isJson } from '../../metadata/json.ts';
import type { Connection } from '../connection.ts';
import { refused } from '../connection.ts';
import type { UserPlan } from '../metadata/access.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { planRelationships, singleEventOf, trackedEntityOf } from './tracked-entities.ts';
import type { TrackedEntityBody } from './tracker-bodies.ts';

const BODY_SIZE = 200;
const SINGLE_EVENTS_IN_A_BODY = 1000;

/** How much tracker data the instance was given. */
export interface TrackerCounts {
  readonly trackedEntities: number;
  readonly enrollments: number;
  /** Events of enrollments. */
  readonly events: number;
  readonly singleEvents: number;
  readonly relationships: number;
}

/** What tracker data is planned from. */
export interface TrackerPlan {
  readonly trackedEntities: number;
  /** Facilities that take new data. */
  readonly openFacilities: readonly MetadataObject[];
  /** Whom some events are assigned to. */
  readonly user: UserPlan;
}

/**
 * Sends tracked entities with all that hangs on them, half as many single events, and the relationships among them.
 * @throws Error when the instance refuses one object.
 */
export async function importTrackerData(
  connection: Connection,
  plan: TrackerPlan,
  onBody: (what: string) => void,
): Promise<TrackerCounts> {
  const numbers = Array.from({ length: plan.trackedEntities }, (_, index) => index + 1);
  const entities = numbers.map((n) => trackedEntityOf(n, plan.openFacilities, plan.user));
  const singleEvents = numbers
    .slice(0, Math.ceil(numbers.length / 2))
    .map((n) => singleEventOf(n, plan.openFacilities));
  const relationships = planRelationships(entities, singleEvents.length);
  for (const [name, list, size] of [
    ['trackedEntities', entities, BODY_SIZE],
    ['events', singleEvents, SINGLE_EVENTS_IN_A_BODY],
    ['relationships', relationships, SINGLE_EVENTS_IN_A_BODY],
  ] as const) {
    for (let start = 0; start < list.length; start += size) {
      await send(connection, { [name]: list.slice(start, start + size) });
      onBody(`${Math.min(start + size, list.length)} ${name}`);
    }
  }
  return { ...count(entities), singleEvents: singleEvents.length, relationships: relationships.length };
}

function count(entities: readonly TrackedEntityBody[]) {
  const enrollments = entities.flatMap((entity) => entity.enrollments);
  const events = enrollments.flatMap((enrollment) => enrollment.events);
  return { trackedEntities: entities.length, enrollments: enrollments.length, events: events.length };
}

/** Rules stay silent and no message is sent: the world says itself what its objects hold. */
async function send(connection: Connection, body: object): Promise<void> {
  const path =
    '/api/tracker?async=false&importStrategy=CREATE_AND_UPDATE&atomicMode=ALL&skipRuleEngine=true&skipSideEffects=true';
  const reply = await connection.send('POST', path, body);
  // A warning is no loss: it says for example that a note exists already (E1119).
  if (reply.status !== 200 || !isJson(reply.body) || reply.body.status === 'ERROR')
    throw refused(`POST ${path}`, reply);
}
