import { expect, test } from 'vitest';
import { childProgram, entity, personType, visit } from './example-programs.ts';
import { withRemovedValues } from './removed-values.ts';
import type { TrackerSlice } from './tracker-slice.ts';

const base = { key: 'slice' };
const events: TrackerSlice = { ...base, type: 'events', listings: [], program: childProgram };
const entities: TrackerSlice = {
  ...base,
  type: 'trackedEntities',
  listings: [],
  trackedEntityType: personType,
};
const same = (uid: string) => uid;

test('values that the source lacks are sent as null, under the target’s UIDs', () => {
  const object = visit(1, { dataValues: [{ dataElement: 'DataHeight1', value: '50' }] });
  const sent = withRemovedValues(object, events, (uid) => (uid === 'DataWeight1' ? 'DataMapped1' : uid));
  expect(sent.dataValues).toEqual([
    { dataElement: 'DataHeight1', value: '50' },
    { dataElement: 'DataMapped1', value: null },
  ]);
});

test('a mandatory value is not removed: the target would refuse the whole object (E1076)', () => {
  const sent = withRemovedValues(visit(1, { dataValues: [{ dataElement: 'DataWeight1', value: '3' }] }), events, same);
  expect(sent.dataValues).toEqual([{ dataElement: 'DataWeight1', value: '3' }]);
});

test.each(['SCHEDULE', 'OVERDUE', 'SKIPPED'])('a %s event may not even mention values (E1315)', (status) => {
  const { dataValues: _, ...planned } = visit(1, { status });
  expect(withRemovedValues(planned, events, same)).toEqual(planned);
});

test('an attribute of the type is removed from a tracked entity', () => {
  expect(withRemovedValues(entity(1, { attributes: [] }), entities, same).attributes).toEqual([
    { attribute: 'AttrFirstNm', value: null },
  ]);
});

test('an event of a program with one stage need not name it', () => {
  const { programStage: _, ...unnamed } = visit(1, { dataValues: [] });
  expect(withRemovedValues(unnamed, events, same).dataValues).toEqual([{ dataElement: 'DataWeight1', value: null }]);
});

test('relationships hold no values', () => {
  const object = { relationship: 'Relation001' };
  expect(withRemovedValues(object, { ...base, type: 'relationships', listings: [] }, same)).toBe(object);
});
