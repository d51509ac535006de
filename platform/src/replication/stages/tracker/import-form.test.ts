import { describe, expect, test } from 'vitest';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { childProgram, enrollment, notificationProgram, personType, visit } from './example-programs.ts';
import * as form from './import-form.ts';
import type { TrackerSlice } from './tracker-slice.ts';

const entities: TrackerSlice = {
  type: 'trackedEntities',
  listings: [],
  key: 'te',
  trackedEntityType: personType,
};
const enrollments: TrackerSlice = {
  type: 'enrollments',
  listings: [],
  key: 'en',
  program: childProgram,
};
const events: TrackerSlice = { type: 'events', listings: [], key: 'ev', program: childProgram };
const singleEvents: TrackerSlice = { ...events, program: notificationProgram };
const relationships: TrackerSlice = { ...entities, type: 'relationships' };

function at(slice: TrackerSlice, uids: Record<string, string> = {}): form.ImportStep {
  return { slice, toTargetUid: (uid) => uids[uid] ?? uid };
}

describe('what export tells and import does not take', () => {
  test.each([
    'attributeCategoryOptions',
    'orgUnitName',
    'programOwners',
    'relationshipName',
    'bidirectional',
    'deleted',
    'followup',
    'createdBy',
    'updatedBy',
    'createdAt',
    'updatedAt',
    'completedBy',
    'enrollments',
    'events',
    'relationships',
  ])('%s is dropped', (key) => {
    expect(form.dropOutputOnly({ event: 'Event000001', [key]: 'x' }, at(events))).toEqual({ event: 'Event000001' });
  });

  test('the follow-up mark of an enrollment stays, the one that its events repeat goes', () => {
    expect(form.dropOutputOnly({ followUp: true }, at(enrollments))).toEqual({ followUp: true });
    expect(form.dropOutputOnly({ followUp: true }, at(events))).toEqual({});
  });

  test('properties that we do not know are kept', () => {
    expect(form.dropOutputOnly({ newIn2: { of: 50 } }, at(events))).toEqual({ newIn2: { of: 50 } });
  });
});

test('attributes: those of the type stay with the entity, those of the program alone with the enrollment', () => {
  const attributes = [
    { attribute: 'AttrFirstNm', value: 'A', displayName: 'First name' },
    { attribute: 'AttrCardNum', value: '7', storedBy: 'clerk' },
  ];
  expect(form.keepOwnAttributes({ attributes }, at(entities))).toEqual({
    attributes: [{ attribute: 'AttrFirstNm', value: 'A' }],
  });
  expect(form.keepOwnAttributes({ attributes }, at(enrollments))).toEqual({
    attributes: [{ attribute: 'AttrCardNum', value: '7' }],
  });
});

test('event values: the value and whether it was provided elsewhere', () => {
  const dataValues = [
    { dataElement: 'DataWeight1', value: '3', providedElsewhere: false, createdBy: { username: 'clerk' } },
    { dataElement: 'DataHeight1', value: '50', providedElsewhere: true },
  ];
  expect(form.keepValuesOnly({ dataValues }, at(events))).toEqual({
    dataValues: [
      { dataElement: 'DataWeight1', value: '3' },
      { dataElement: 'DataHeight1', value: '50', providedElsewhere: true },
    ],
  });
});

test('notes: UID, text and writer; a note without text is none', () => {
  const notes = [
    { note: 'Note0000001', value: 'late', storedBy: 'clerk', storedAt: '2024-01-01', createdBy: {} },
    { note: 'Note0000002', value: '' },
  ];
  expect(form.keepNoteTexts({ notes })).toEqual({ notes: [{ note: 'Note0000001', value: 'late', storedBy: 'clerk' }] });
});

test.each([
  ['COMPLETED', true],
  ['CANCELLED', false],
  ['ACTIVE', false],
])('completion date of a %s object: sent %s (E1051, E1052)', (status, isSent) => {
  const result = form.completedOnlyWhenCompleted({ status, completedAt: '2024-01-01' });
  expect('completedAt' in result).toBe(isSent);
});

test('an enrollment without incident date gets its enrollment date, as the importer would give it (E1023)', () => {
  expect(form.fillOccurredAt({ enrolledAt: '2024-01-01' }, at(enrollments))).toMatchObject({
    occurredAt: '2024-01-01',
  });
  expect(form.fillOccurredAt({ enrolledAt: '2024-01-01' }, at(events))).not.toHaveProperty('occurredAt');
});

test('an assigned user is named by user name; nobody is left out', () => {
  const user = { uid: 'UserNurse01', username: 'nurse', firstName: 'N.' };
  expect(form.nameAssignedUser({ assignedUser: user })).toEqual({ assignedUser: { username: 'nurse' } });
  expect(form.nameAssignedUser({ assignedUser: {} })).toEqual({});
  expect(form.nameAssignedUser({})).toEqual({});
});

test('an event of an event program forgets the hidden enrollment of its own database', () => {
  const event = { event: 'Event000001', enrollment: 'HiddenEnrol', trackedEntity: 'HiddenEntit' };
  expect(form.freeSingleEvents(event, at(singleEvents))).toEqual({ event: 'Event000001' });
  expect(form.freeSingleEvents(event, at(events))).toEqual(event);
});

test('a relationship names what it joins, whatever export repeats of it', () => {
  const from = { trackedEntity: { trackedEntity: 'Te000000001', attributes: [{ value: 'A' }] } };
  const to = { event: { event: 'Ev000000001', trackedEntity: 'Te000000009', dataValues: [] } };
  expect(form.nameRelationshipItems({ relationship: 'Relation001', from, to }, at(relationships))).toEqual({
    relationship: 'Relation001',
    from: { trackedEntity: { trackedEntity: 'Te000000001' } },
    to: { event: { event: 'Ev000000001' } },
  });
});

test('no geometry is made up', () => {
  expect(form.dropNulls({ geometry: null, inactive: false })).toEqual({ inactive: false });
});

test('metadata is spelled as on the target, also where a value is a UID; people keep their UIDs and words', () => {
  const uids = {
    OrgUnitLeaf: 'OrgUnitMap1',
    HllvX50cXC0: 'DefaultComb',
    DataWeight1: 'DataMapped1',
    Te000000001: 'wrong',
  };
  const object: TrackerObject = {
    trackedEntity: 'Te000000001',
    orgUnit: 'OrgUnitLeaf',
    attributeOptionCombo: 'HllvX50cXC0',
    dataValues: [{ dataElement: 'DataWeight1', value: 'OrgUnitLeaf' }],
    notes: [{ note: 'Note0000001', value: 'OrgUnitLeaf' }],
  };
  expect(form.useTargetUids(object, at(events, uids))).toEqual({
    trackedEntity: 'Te000000001',
    orgUnit: 'OrgUnitMap1',
    attributeOptionCombo: 'DefaultComb',
    dataValues: [{ dataElement: 'DataMapped1', value: 'OrgUnitMap1' }],
    notes: [{ note: 'Note0000001', value: 'OrgUnitLeaf' }],
  });
});

test('the import form of an import form is itself', () => {
  for (const [object, slice] of [
    [enrollment(1), enrollments],
    [visit(1), events],
  ] as const) {
    const once = form.toImportForm(object, at(slice));
    expect(form.toImportForm(once, at(slice))).toEqual(once);
  }
});
