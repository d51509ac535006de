import type { UserPlan } from '../metadata/access.ts';
import { PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE } from '../metadata/tracker-plan.ts';
import { worldUid } from '../world-uid.ts';
import { eventValues } from './event-values.ts';
import { addDays } from './periods.ts';
import { type Person, pointFor } from './persons.ts';
import type { EnrollmentBody, EventBody, NoteBody } from './tracker-bodies.ts';

const ENROLLMENT_STATUSES = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'COMPLETED', 'COMPLETED', 'CANCELLED'] as const;
const LATER_STATUSES = ['ACTIVE', 'COMPLETED', 'COMPLETED', 'SKIPPED'] as const;

/** What the events of an enrollment have in common. */
interface EventContext {
  readonly person: Person;
  readonly enrollment: string;
  readonly program: string;
  readonly enrolledAt: string;
  readonly user: UserPlan;
}

/**
 * The enrollments of a person: one in eight has none, one in six is in both programs, the others take turns. Some are
 * completed, some cancelled.
 */
export function enrollmentsOf(person: Person, user: UserPlan): EnrollmentBody[] {
  if (person.number % 8 === 0) return [];
  const inMaternal = person.number % 2 === 1 || person.number % 6 === 0;
  const inTuberculosis = person.number % 2 === 0 || person.number % 6 === 1;
  return [
    ...(inMaternal ? [enrollment(person, PROGRAM.maternal, 1, user)] : []),
    ...(inTuberculosis ? [enrollment(person, PROGRAM.tuberculosis, 2, user)] : []),
  ];
}

/** The UID of a person's enrollment in the first or the second program. */
export function enrollmentUid(personNumber: number, program: 1 | 2): string {
  return worldUid('WEn', personNumber * 10 + program);
}

/** The UID of an event of an enrollment, counted from 0. */
export function eventUid(personNumber: number, program: 1 | 2, n: number): string {
  return worldUid('WEv', personNumber * 100 + program * 10 + n);
}

function enrollment(person: Person, program: string, position: 1 | 2, user: UserPlan): EnrollmentBody {
  const { random, number } = person;
  const enrolledAt = addDays('2024-07-05', random.below(540));
  const status = random.pick(ENROLLMENT_STATUSES);
  const id = enrollmentUid(number, position);
  const context = { person, enrollment: id, program, enrolledAt, user };
  return {
    enrollment: id,
    program,
    orgUnit: person.facility.id,
    status,
    enrolledAt,
    occurredAt: addDays(enrolledAt, -random.below(40)),
    ...(status === 'COMPLETED' ? { completedAt: addDays(enrolledAt, 200) } : {}),
    followUp: random.chance(0.1),
    ...(position === 1 ? pointFor(random, 0.2) : {}),
    attributes: programAttributes(person, position),
    events: position === 1 ? maternalEvents(context, status) : treatmentEvents(context),
    notes: notes(number * 10 + position, random.chance(0.1), 'Dossier papier joint.'),
  };
}

function programAttributes(person: Person, position: 1 | 2) {
  const digits = String(10_000_000 + person.number).slice(-8);
  return [
    ...(position === 1 ? [{ attribute: TRACKED_ENTITY_ATTRIBUTE.generatedCode, value: `CS-${digits}` }] : []),
    ...(person.number % 3 === 0 ? [{ attribute: TRACKED_ENTITY_ATTRIBUTE.phone, value: `+000${digits}` }] : []),
  ];
}

function maternalEvents(context: EventContext, status: EnrollmentBody['status']): EventBody[] {
  const visits = 1 + context.person.random.below(4);
  const events = Array.from({ length: visits }, (_, n) => {
    const isLast = n === visits - 1 && status === 'ACTIVE';
    return stageEvent(context, STAGE.visit, 1, n, isLast ? 'SCHEDULE' : undefined);
  });
  return status === 'COMPLETED' ? [...events, stageEvent(context, STAGE.delivery, 1, visits, 'COMPLETED')] : events;
}

function treatmentEvents(context: EventContext): EventBody[] {
  const visits = 1 + context.person.random.below(3);
  return Array.from({ length: visits }, (_, n) => stageEvent(context, STAGE.treatment, 2, n, undefined));
}

function stageEvent(
  context: EventContext,
  programStage: string,
  position: 1 | 2,
  n: number,
  given: EventBody['status'] | undefined,
): EventBody {
  const { random, number, facility } = context.person;
  const status = given ?? (n === 0 ? 'COMPLETED' : random.pick(LATER_STATUSES));
  const hasHappened = status === 'ACTIVE' || status === 'COMPLETED';
  const day = addDays(context.enrolledAt, 1 + n * 30);
  return {
    event: eventUid(number, position, n),
    program: context.program,
    programStage,
    enrollment: context.enrollment,
    orgUnit: facility.id,
    status,
    scheduledAt: status === 'SCHEDULE' ? addDays('2026-07-01', random.below(120)) : day,
    ...(hasHappened ? { occurredAt: day } : {}),
    ...(status === 'COMPLETED' ? { completedAt: addDays(day, 2) } : {}),
    ...(programStage === STAGE.visit && random.chance(0.05) ? { assignedUser: assigned(context.user) } : {}),
    ...(programStage === STAGE.delivery ? pointFor(random, 0.5) : {}),
    dataValues: hasHappened ? eventValues(programStage, day, facility.id, random) : [],
    notes: notes(number * 100 + position * 10 + n + 50_000_000, random.chance(0.04), 'Appel de rappel effectué.'),
  };
}

function assigned(user: UserPlan) {
  return { uid: user.id, username: user.username };
}

function notes(n: number, wanted: boolean, value: string): NoteBody[] {
  return wanted ? [{ note: worldUid('WNo', n), value }] : [];
}
