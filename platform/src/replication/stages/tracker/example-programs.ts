import type { MetadataObject } from '../../../model/metadata-object.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { InMemoryTrackerInstance } from '../../in-memory/tracker-instance.ts';
import type { ProgramFacts, TrackedEntityTypeFacts } from './tracker-catalogue.ts';

/**
 * Metadata and people that nobody knows, for the tests of this folder: a type `TypePerson1` with a first name, a tracker
 * program `ProgChild01` that adds a card number, an event program `ProgNotify1`, and relationship types of each kind.
 */
export const exampleMetadata: Readonly<Record<string, readonly MetadataObject[]>> = {
  organisationUnits: [{ id: 'OrgUnitRoot' }, { id: 'OrgUnitLeaf', parent: { id: 'OrgUnitRoot' } }],
  trackedEntityTypes: [
    {
      id: 'TypePerson1',
      name: 'Person',
      trackedEntityTypeAttributes: [{ mandatory: false, trackedEntityAttribute: { id: 'AttrFirstNm' } }],
    },
  ],
  programs: [
    {
      id: 'ProgChild01',
      name: 'Child health',
      programType: 'WITH_REGISTRATION',
      trackedEntityType: { id: 'TypePerson1' },
      programTrackedEntityAttributes: [
        { mandatory: true, trackedEntityAttribute: { id: 'AttrFirstNm' } },
        { mandatory: false, trackedEntityAttribute: { id: 'AttrCardNum' } },
      ],
    },
    { id: 'ProgNotify1', name: 'Notification', programType: 'WITHOUT_REGISTRATION' },
  ],
  programStages: [
    {
      id: 'StageVisit1',
      program: { id: 'ProgChild01' },
      enableUserAssignment: true,
      programStageDataElements: [
        { compulsory: false, dataElement: { id: 'DataWeight1' } },
        { compulsory: true, dataElement: { id: 'DataHeight1' } },
      ],
    },
    {
      id: 'StageNotif1',
      program: { id: 'ProgNotify1' },
      programStageDataElements: [{ compulsory: false, dataElement: { id: 'DataCases01' } }],
    },
  ],
  relationshipTypes: [
    relationshipType('RelSibling1', {
      relationshipEntity: 'TRACKED_ENTITY_INSTANCE',
      trackedEntityType: { id: 'TypePerson1' },
    }),
    relationshipType('RelReferral', { relationshipEntity: 'PROGRAM_INSTANCE', program: { id: 'ProgChild01' } }),
    relationshipType('RelContact1', {
      relationshipEntity: 'PROGRAM_STAGE_INSTANCE',
      programStage: { id: 'StageNotif1' },
    }),
  ],
};

function relationshipType(id: string, fromConstraint: Record<string, unknown>): MetadataObject {
  return { id, fromConstraint, toConstraint: { relationshipEntity: 'TRACKED_ENTITY_INSTANCE' } };
}

/** The same as the catalogue reads it. */
export const personType: TrackedEntityTypeFacts = {
  uid: 'TypePerson1',
  name: 'Person',
  attributes: [{ uid: 'AttrFirstNm', mandatory: false }],
};
export const childProgram: ProgramFacts = {
  uid: 'ProgChild01',
  name: 'Child health',
  withRegistration: true,
  trackedEntityType: 'TypePerson1',
  ownAttributes: [{ uid: 'AttrCardNum', mandatory: false }],
  stages: new Map([
    [
      'StageVisit1',
      {
        assignsUsers: true,
        dataElements: [
          { uid: 'DataWeight1', mandatory: false },
          { uid: 'DataHeight1', mandatory: true },
        ],
      },
    ],
  ]),
};
export const notificationProgram: ProgramFacts = {
  uid: 'ProgNotify1',
  name: 'Notification',
  withRegistration: false,
  ownAttributes: [],
  stages: new Map([['StageNotif1', { assignsUsers: false, dataElements: [{ uid: 'DataCases01', mandatory: false }] }]]),
};

export function exampleUid(kind: string, number: number): string {
  return kind + String(number).padStart(11 - kind.length, '0');
}

export function entity(number: number, more: TrackerObject = {}): TrackerObject {
  return {
    trackedEntity: exampleUid('Te', number),
    trackedEntityType: 'TypePerson1',
    orgUnit: 'OrgUnitLeaf',
    createdAt: '2025-01-01T00:00:00.000',
    updatedAt: '2025-01-01T00:00:00.000',
    createdBy: { username: 'clerk' },
    attributes: [
      { attribute: 'AttrFirstNm', value: `First name ${number}`, displayName: 'First name' },
      { attribute: 'AttrCardNum', value: `card-${number}` },
    ],
    ...more,
  };
}

export function enrollment(number: number, more: TrackerObject = {}): TrackerObject {
  return {
    enrollment: exampleUid('En', number),
    trackedEntity: exampleUid('Te', number),
    program: 'ProgChild01',
    orgUnit: 'OrgUnitLeaf',
    orgUnitName: 'Health centre',
    status: 'COMPLETED',
    enrolledAt: '2024-01-10T00:00:00.000',
    completedAt: '2024-06-01T00:00:00.000',
    completedBy: 'clerk',
    updatedAt: '2025-01-01T00:00:00.000',
    followUp: number % 2 === 0,
    notes: [{ note: exampleUid('No', number), value: `came late ${number}`, storedAt: '2024-01-10T00:00:00.000' }],
    ...more,
  };
}

export function visit(number: number, more: TrackerObject = {}): TrackerObject {
  return {
    event: exampleUid('Ev', number),
    enrollment: exampleUid('En', number),
    trackedEntity: exampleUid('Te', number),
    program: 'ProgChild01',
    programStage: 'StageVisit1',
    orgUnit: 'OrgUnitLeaf',
    status: 'ACTIVE',
    occurredAt: '2024-01-11T00:00:00.000',
    attributeOptionCombo: 'HllvX50cXC0',
    attributeCategoryOptions: 'xYerKDKCefk',
    assignedUser: { uid: 'UserNurse01', username: 'nurse', firstName: 'N.' },
    updatedAt: '2025-01-01T00:00:00.000',
    dataValues: [
      { dataElement: 'DataWeight1', value: `${number}.5`, storedBy: 'clerk' },
      { dataElement: 'DataHeight1', value: '50' },
    ],
    ...more,
  };
}

export function notification(number: number, more: TrackerObject = {}): TrackerObject {
  return {
    event: exampleUid('Nt', number),
    enrollment: 'HiddenEnrol',
    program: 'ProgNotify1',
    programStage: 'StageNotif1',
    orgUnit: 'OrgUnitLeaf',
    status: 'COMPLETED',
    completedAt: '2024-03-02T00:00:00.000',
    occurredAt: '2024-03-01T00:00:00.000',
    attributeOptionCombo: 'HllvX50cXC0',
    updatedAt: '2025-01-01T00:00:00.000',
    dataValues: [{ dataElement: 'DataCases01', value: `${number}` }],
    ...more,
  };
}

export function relationship(uid: string, type: string, from: TrackerObject, to: TrackerObject): TrackerObject {
  return { relationship: uid, relationshipType: type, relationshipName: 'shown', bidirectional: true, from, to };
}

/** People, `enrolled` of them with an enrollment and a visit, some notifications, and one relationship of each kind. */
export function fillWithExamples(instance: InMemoryTrackerInstance, people: number, enrolled: number): void {
  for (let number = 1; number <= people; number++) {
    const isEnrolled = number <= enrolled;
    const name = { attribute: 'AttrFirstNm', value: `First name ${number}` };
    instance.put('trackedEntities', entity(number, isEnrolled ? {} : { attributes: [name] }));
    if (!isEnrolled) continue;
    instance.put('enrollments', enrollment(number));
    instance.put('events', visit(number), notification(number));
  }
  if (enrolled < 2) return;
  const [one, two] = [1, 2];
  const person = (number: number) => ({ trackedEntity: { trackedEntity: exampleUid('Te', number) } });
  const stay = { enrollment: { enrollment: exampleUid('En', one) } };
  const notice = { event: { event: exampleUid('Nt', one), program: 'ProgNotify1' } };
  instance.put(
    'relationships',
    relationship('Relation001', 'RelSibling1', person(one), person(two)),
    relationship('Relation002', 'RelReferral', stay, person(two)),
    relationship('Relation003', 'RelContact1', notice, person(one)),
  );
}
