import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { comparisonOf, completionOf, digestOfObject } from './canonical-form.ts';
import { type TrackerCapabilities, trackerCapabilitiesOf } from './capabilities.ts';
import {
  childProgram,
  enrollment,
  entity,
  notificationProgram,
  personType,
  relationship,
  visit,
} from './example-programs.ts';
import { toImportForm } from './import-form.ts';
import type { TrackerSlice } from './tracker-slice.ts';

const base = { key: 'slice' };
const slices = {
  trackedEntities: { ...base, type: 'trackedEntities', listings: [], trackedEntityType: personType },
  enrollments: { ...base, type: 'enrollments', listings: [], program: childProgram },
  events: { ...base, type: 'events', listings: [], program: childProgram },
  singleEvents: { ...base, type: 'events', listings: [], program: notificationProgram },
  relationships: { ...base, type: 'relationships', listings: [] },
} satisfies Record<string, TrackerSlice>;

const newest = trackerCapabilitiesOf('2.43.1');
const v42 = trackerCapabilitiesOf('2.42.4.1');
const v40 = trackerCapabilitiesOf('2.40.1');

function areEqual(
  kind: keyof typeof slices,
  left: TrackerObject,
  right: TrackerObject,
  releases: { source: TrackerCapabilities; target: TrackerCapabilities } = { source: v42, target: v42 },
): boolean {
  const comparison = comparisonOf(slices[kind], releases.source, releases.target, (uid) => uid);
  return digestOfObject(left, comparison) === digestOfObject(right, comparison);
}

const values = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z][A-Za-z0-9]{10}$/), fc.string({ minLength: 1 })), {
  selector: ([uid]) => uid,
  maxLength: 8,
});

test('the order of values, notes and attributes is no difference', () => {
  fc.assert(
    fc.property(values, fc.nat(), (pairs, seed) => {
      const shuffled = pairs.toSorted(
        ([a], [b]) => (((a.charCodeAt(seed % 11) ^ seed) - b.charCodeAt(seed % 11)) % 7) - 3,
      );
      const event = (list: typeof pairs) => ({
        event: 'Ev000000001',
        dataValues: list.map(([dataElement, value]) => ({ dataElement, value })),
        notes: list.map(([note, value]) => ({ note, value })),
      });
      expect(areEqual('events', event(pairs), event(shuffled))).toBe(true);
    }),
  );
});

test('any other value, and any value more, is a difference', () => {
  fc.assert(
    fc.property(values, fc.nat(), (pairs, at) => {
      fc.pre(pairs.length > 0);
      const list = (items: typeof pairs) => ({
        dataValues: items.map(([dataElement, value]) => ({ dataElement, value })),
      });
      const index = at % pairs.length;
      fc.pre(pairs[index]?.[1].trim() !== '');
      const changed = pairs.map(([uid, value], i) => [uid, i === index ? `${value}x` : value] as [string, string]);
      const fewer = pairs.filter((_, i) => i !== index);
      expect(areEqual('events', list(pairs), list(changed))).toBe(false);
      expect(areEqual('events', list(pairs), list(fewer))).toBe(false);
    }),
  );
});

describe('absent, null, empty and default are one', () => {
  test.each<[keyof typeof slices, TrackerObject, TrackerObject]>([
    ['trackedEntities', { inactive: false, potentialDuplicate: false, geometry: null, attributes: [] }, {}],
    ['trackedEntities', { attributes: [{ attribute: 'AttrFirstNm', value: '' }] }, {}],
    ['enrollments', { followUp: false, notes: [], status: 'ACTIVE' }, {}],
    ['enrollments', { enrolledAt: '2024-01-10' }, { enrolledAt: '2024-01-10T00:00:00.000', occurredAt: '2024-01-10' }],
    ['events', { assignedUser: {}, dataValues: [{ dataElement: 'DataWeight1', value: ' ' }] }, { dataValues: [] }],
  ])('%s %j', (kind, left, right) => {
    expect(areEqual(kind, left, right)).toBe(true);
  });
});

describe('what an import does not keep is not compared', () => {
  test.each(['storedBy', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'completedBy', 'deleted', 'orgUnitName'])(
    '%s',
    (key) => {
      expect(areEqual('enrollments', enrollment(1), { ...enrollment(1), [key]: 'another' })).toBe(true);
    },
  );
});

describe('what an import keeps is compared', () => {
  test.each<[keyof typeof slices, TrackerObject, TrackerObject]>([
    ['trackedEntities', entity(1), { orgUnit: 'OrgUnitRoot' }],
    ['trackedEntities', entity(1), { inactive: true }],
    ['trackedEntities', entity(1), { potentialDuplicate: true }],
    ['trackedEntities', entity(1), { geometry: { type: 'Point', coordinates: [0, 0] } }],
    ['trackedEntities', entity(1), { createdAtClient: '2024-01-01' }],
    ['enrollments', enrollment(1), { status: 'CANCELLED' }],
    ['enrollments', enrollment(1), { enrolledAt: '2024-01-11' }],
    ['enrollments', enrollment(1), { occurredAt: '2024-01-11' }],
    ['enrollments', enrollment(1), { followUp: true }],
    ['enrollments', enrollment(1), { notes: [] }],
    ['events', visit(1), { status: 'SKIPPED' }],
    ['events', visit(1), { scheduledAt: '2024-01-11' }],
    ['events', visit(1), { assignedUser: { username: 'another' } }],
    ['events', visit(1), { attributeOptionCombo: 'AnotherComb' }],
    ['relationships', relationship('Relation001', 'RelSibling1', {}, {}), { relationshipType: 'Another0001' }],
  ])('%s %#', (kind, object, change) => {
    expect(areEqual(kind, object, { ...object, ...change })).toBe(false);
  });
});

test('attributes that another listing adds make no difference: a type is compared with a type', () => {
  const byType = entity(1, { attributes: [{ attribute: 'AttrFirstNm', value: 'First name 1' }] });
  expect(areEqual('trackedEntities', byType, entity(1))).toBe(true);
});

test('numbers of a geometry are the same beyond a millimetre', () => {
  const point = (longitude: number) => entity(1, { geometry: { type: 'Point', coordinates: [longitude, 12] } });
  expect(areEqual('trackedEntities', point(2.123456789012), point(2.12345679))).toBe(true);
  expect(areEqual('trackedEntities', point(2.1234567), point(2.1234568))).toBe(false);
});

describe('between releases', () => {
  test('2.40 gives an event its date as scheduled date', () => {
    const { scheduledAt: _, ...unscheduled } = visit(1, { scheduledAt: undefined });
    const filled = visit(1, { scheduledAt: '2024-01-11T00:00:00.000' });
    expect(areEqual('events', unscheduled, filled, { source: v42, target: v40 })).toBe(true);
    expect(areEqual('events', unscheduled, filled)).toBe(false);
  });

  test('enrollments are compared by option combo only where both sides have one', () => {
    const [left, right] = [enrollment(1, { attributeOptionCombo: 'AnotherComb' }), enrollment(1)];
    expect(areEqual('enrollments', left, right, { source: newest, target: v42 })).toBe(true);
    expect(areEqual('enrollments', left, right, { source: newest, target: newest })).toBe(false);
  });

  test('a completion date counts where the target keeps it, whatever the source is', () => {
    const completed = { status: 'COMPLETED', completedAt: '2024-01-10' };
    const of = (source: TrackerCapabilities, target: TrackerCapabilities) =>
      completionOf(
        completed,
        comparisonOf(slices.enrollments, source, target, (uid) => uid),
      );
    expect(of(v40, v42)).toBe('2024-01-10T00:00:00.000');
    expect(of(v42, v40)).toBeUndefined();
  });

  test('single events of 2.43 have no stage, enrollment and scheduled date', () => {
    const old = {
      event: 'Nt000000001',
      programStage: 'StageNotif1',
      enrollment: 'HiddenEnrol',
      scheduledAt: '2024-01-01',
    };
    expect(areEqual('singleEvents', old, { event: 'Nt000000001' }, { source: v42, target: newest })).toBe(true);
  });
});

test('the import form of an object is equal to the object', () => {
  const objects = { trackedEntities: entity(1), enrollments: enrollment(1), events: visit(1) };
  for (const [kind, object] of Object.entries(objects) as [keyof typeof objects, TrackerObject][]) {
    const form = toImportForm(object, { slice: slices[kind], toTargetUid: (uid) => uid });
    expect(areEqual(kind, object, form)).toBe(true);
  }
});
