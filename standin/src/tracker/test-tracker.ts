import { type Answer, CLINIC, createTestInstance, type TestInstance } from '../data/test-instance.ts';

/** A tracked entity with one enrollment and one event, as a payload. */
export function person(uid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    trackedEntity: uid,
    trackedEntityType: 'TETPerson01',
    orgUnit: CLINIC,
    attributes: [{ attribute: 'TEAFirstNam', value: 'Awa' }],
    ...more,
  };
}

export function enrollment(uid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    enrollment: uid,
    program: 'ProgTracker',
    orgUnit: CLINIC,
    status: 'ACTIVE',
    enrolledAt: '2024-01-10',
    occurredAt: '2024-01-10',
    ...more,
  };
}

export function visit(uid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    event: uid,
    program: 'ProgTracker',
    programStage: 'StageVisit1',
    orgUnit: CLINIC,
    status: 'ACTIVE',
    occurredAt: '2024-01-11',
    dataValues: [{ dataElement: 'DEWeight001', value: '12.5' }],
    ...more,
  };
}

export function notification(uid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return visit(uid, { program: 'ProgEvent01', programStage: 'StageNotif1', status: 'COMPLETED', ...more });
}

export function sibling(uid: string, from: string, to: string): Record<string, unknown> {
  const end = (trackedEntity: string): object => ({ trackedEntity: { trackedEntity } });
  return { relationship: uid, relationshipType: 'RelSibling1', from: end(from), to: end(to) };
}

/** What an import did, in short: status, codes of errors as `E1005 uid`, and the numbers. */
export interface Outcome {
  readonly http: number;
  readonly status: unknown;
  readonly errors: string[];
  readonly warnings: string[];
  readonly stats: unknown;
  readonly answer: Answer;
}

/** Imports a payload at once. */
export async function importTracker(
  standin: TestInstance,
  payload: Record<string, unknown>,
  query = '',
  user?: string,
): Promise<Outcome> {
  const answer = await standin.post(`/api/tracker?async=false${query}`, payload, user);
  const reports = (name: string): string[] =>
    ((answer.at(`validationReport.${name}`) as { errorCode: string; uid: string }[] | undefined) ?? [])
      .map(({ errorCode, uid }) => `${errorCode} ${uid}`)
      .sort();
  return {
    http: answer.status,
    status: answer.at('status'),
    errors: reports('errorReports'),
    warnings: reports('warningReports'),
    stats: answer.at('stats'),
    answer,
  };
}

/** A stand-in with two persons, one of them with a visit, linked as siblings, and a notification. */
export async function createTrackerInstance(release?: string): Promise<TestInstance> {
  const standin = createTestInstance(release);
  const events = [visit('EventVisit1', { notes: [{ note: 'NoteVisit01', value: 'ras' }] })];
  const first = person('TrackedEnt1', { enrollments: [enrollment('Enrollment1', { events })] });
  const second = person('TrackedEnt2', { enrollments: [enrollment('Enrollment2', { status: 'COMPLETED' })] });
  await importTracker(standin, {
    trackedEntities: [first, second],
    relationships: [sibling('RelSibl0001', 'TrackedEnt1', 'TrackedEnt2')],
    events: [notification('EventNotif1')],
  });
  return standin;
}
