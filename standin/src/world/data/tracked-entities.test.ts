import { expect, test } from 'vitest';
import { planHierarchy } from '../metadata/organisation-units.ts';
import { RELATIONSHIP_TYPE, STAGE } from '../metadata/tracker-plan.ts';
import { planRelationships, singleEventOf, trackedEntityOf } from './tracked-entities.ts';

const facilities = planHierarchy(40).facilities;
const user = { id: 'WUs00000011', username: 'saisie.region1' };
const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
const entities = numbers.map((n) => trackedEntityOf(n, facilities, user));
const singleEvents = numbers.slice(0, 200).map((n) => singleEventOf(n, facilities));
const enrollments = entities.flatMap((entity) => entity.enrollments);
const events = enrollments.flatMap((enrollment) => enrollment.events);

test('the same number gives the same person, whatever came before', () => {
  expect(trackedEntityOf(77, facilities, user)).toEqual(entities[76]);
  expect(singleEventOf(77, facilities)).toEqual(singleEvents[76]);
});

test('persons without enrollment, with one and with two are all there', () => {
  const counts = new Set(entities.map((entity) => entity.enrollments.length));
  expect([...counts].sort()).toEqual([0, 1, 2]);
});

test('enrollments and events are in every status that they may have', () => {
  expect([...new Set(enrollments.map((each) => each.status))].sort()).toEqual(['ACTIVE', 'CANCELLED', 'COMPLETED']);
  expect([...new Set(events.map((each) => each.status))].sort()).toEqual([
    'ACTIVE',
    'COMPLETED',
    'SCHEDULE',
    'SKIPPED',
  ]);
});

test('what did not happen has no day and no values; what did happen has a day', () => {
  for (const event of events) {
    const hasHappened = event.status === 'ACTIVE' || event.status === 'COMPLETED';
    expect(event.occurredAt !== undefined).toBe(hasHappened);
    if (!hasHappened) expect(event.dataValues).toEqual([]);
    expect(event.completedAt !== undefined).toBe(event.status === 'COMPLETED');
  }
});

test('a stage that is not repeated occurs once in an enrollment, the other several times', () => {
  const most = (stage: string) =>
    Math.max(...enrollments.map(({ events: own }) => own.filter((event) => event.programStage === stage).length));
  expect(most(STAGE.delivery)).toBe(1);
  expect(most(STAGE.visit)).toBeGreaterThan(1);
});

test('notes, points and an account that events are assigned to are on a part of the objects', () => {
  const notes = [...enrollments, ...events, ...singleEvents].flatMap((object) => object.notes);
  expect(notes.length).toBeGreaterThan(0);
  expect(events.filter((event) => event.assignedUser !== undefined).length).toBeGreaterThan(0);
  const located = entities.filter((entity) => entity.geometry !== undefined).length;
  expect(located).toBeGreaterThan(0);
  expect(located).toBeLessThan(entities.length);
});

test('UIDs and the values that must be unique are unique', () => {
  const uids = [
    ...entities.map((entity) => entity.trackedEntity),
    ...enrollments.map((enrollment) => enrollment.enrollment),
    ...[...events, ...singleEvents].map((event) => event.event),
    ...[...enrollments, ...events, ...singleEvents].flatMap((object) => object.notes.map((note) => note.note)),
  ];
  expect(new Set(uids).size).toBe(uids.length);
  const files = entities.flatMap((entity) => entity.attributes.filter((each) => each.value.startsWith('DOS-')));
  expect(new Set(files.map((each) => each.value)).size).toBe(entities.length);
});

test('relationships of every type join objects that exist, each pair once', () => {
  const relationships = planRelationships(entities, singleEvents.length);
  expect(new Set(relationships.map((each) => each.relationshipType))).toEqual(
    new Set(Object.values(RELATIONSHIP_TYPE)),
  );
  const known = new Set([
    ...entities.map((entity) => entity.trackedEntity),
    ...enrollments.map((enrollment) => enrollment.enrollment),
    ...[...events, ...singleEvents].map((event) => event.event),
  ]);
  for (const { from, to } of relationships) {
    for (const uid of JSON.stringify([from, to]).match(/W\w{10}/g) ?? []) expect(known).toContain(uid);
  }
  const pairs = relationships.map(({ relationshipType, from, to }) => JSON.stringify([relationshipType, from, to]));
  expect(new Set(pairs).size).toBe(pairs.length);
});

test('a world of one person has no relationship that lacks its other end', () => {
  const own = planRelationships(entities.slice(0, 1), 1);
  expect(own.map((each) => each.relationshipType)).toEqual([RELATIONSHIP_TYPE.enrollmentAndTreatment]);
});
