import type { UserPlan } from '../metadata/access.ts';
import { COMBO, optionCombosOf } from '../metadata/categories.ts';
import { PERSON, PROGRAM, RELATIONSHIP_TYPE, STAGE } from '../metadata/tracker-plan.ts';
import type { MetadataObject } from '../metadata-object.ts';
import { createRandom } from '../random.ts';
import { worldUid } from '../world-uid.ts';
import { enrollmentsOf } from './enrollments.ts';
import { eventValues } from './event-values.ts';
import { addDays } from './periods.ts';
import { personOf, pointFor } from './persons.ts';
import type { EventBody, RelationshipBody, TrackedEntityBody } from './tracker-bodies.ts';

/** The tracked entity of a number, with its enrollments, events and notes. */
export function trackedEntityOf(
  n: number,
  openFacilities: readonly MetadataObject[],
  user: UserPlan,
): TrackedEntityBody {
  const person = personOf(n, openFacilities);
  return {
    trackedEntity: worldUid('WTe', n),
    trackedEntityType: PERSON,
    orgUnit: person.facility.id,
    ...pointFor(person.random, 0.3),
    attributes: person.attributes,
    enrollments: enrollmentsOf(person, user),
  };
}

/** The single event of a number: a case that one of the partners declared. */
export function singleEventOf(n: number, openFacilities: readonly MetadataObject[]): EventBody {
  const random = createRandom(2_000_003 * n + 5);
  const facility = openFacilities[random.below(openFacilities.length)];
  if (facility === undefined) throw new Error('No facility of the world is open');
  const day = addDays('2024-07-01', random.below(720));
  const isCompleted = random.chance(0.7);
  const partners = optionCombosOf(COMBO.partner);
  return {
    event: singleEventUid(n),
    program: PROGRAM.notification,
    programStage: STAGE.caseReport,
    orgUnit: facility.id,
    status: isCompleted ? 'COMPLETED' : 'ACTIVE',
    occurredAt: day,
    ...(isCompleted ? { completedAt: addDays(day, 1) } : {}),
    attributeOptionCombo: partners[n % partners.length] ?? '',
    ...pointFor(random, 0.4),
    dataValues: eventValues(STAGE.caseReport, day, facility.id, random),
    notes: n % 25 === 0 ? [{ note: worldUid('WNo', 90_000_000 + n), value: 'Signalé par téléphone.' }] : [],
  };
}

/** The UID of a single event. */
export function singleEventUid(n: number): string {
  return worldUid('WSv', n);
}

/**
 * Relationships of each type among the objects that were planned: mother and child, person and case, pregnancy and
 * treatment of the same person, case and contact.
 */
export function planRelationships(entities: readonly TrackedEntityBody[], singleEvents: number): RelationshipBody[] {
  const mothers = entities.filter((_, index) => index % 20 === 0 && index + 1 < entities.length);
  const enrolledTwice = entities.filter((entity) => entity.enrollments.length === 2);
  const links = [
    ...mothers.map((entity) =>
      link(RELATIONSHIP_TYPE.motherAndChild, ofEntity(entity), ofEntity(entities[entities.indexOf(entity) + 1])),
    ),
    ...entities
      .filter((_, index) => index % 25 === 3 && index < singleEvents)
      .map((entity, index) =>
        link(RELATIONSHIP_TYPE.personAndCase, ofEntity(entity), ofEvent(singleEventUid(index * 3 + 1))),
      ),
    ...enrolledTwice.map(({ enrollments: [pregnancy, treatment] }) =>
      link(
        RELATIONSHIP_TYPE.enrollmentAndTreatment,
        { enrollment: { enrollment: pregnancy?.enrollment ?? '' } },
        ofEvent(treatment?.events[0]?.event ?? ''),
      ),
    ),
    ...Array.from({ length: Math.floor(singleEvents / 10) }, (_, index) =>
      link(
        RELATIONSHIP_TYPE.caseAndContact,
        ofEvent(singleEventUid(index * 10 + 1)),
        ofEvent(singleEventUid(index * 10 + 2)),
      ),
    ),
  ];
  return links.map((body, index) => ({ relationship: worldUid('WRe', index + 1), ...body }));
}

function link(relationshipType: string, from: RelationshipBody['from'], to: RelationshipBody['to']) {
  return { relationshipType, from, to };
}

function ofEntity(entity: TrackedEntityBody | undefined): RelationshipBody['from'] {
  return { trackedEntity: { trackedEntity: entity?.trackedEntity ?? '' } };
}

function ofEvent(event: string): RelationshipBody['from'] {
  return { event: { event } };
}
