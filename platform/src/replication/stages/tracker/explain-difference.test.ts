import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { comparisonOf } from './canonical-form.ts';
import { trackerCapabilitiesOf } from './capabilities.ts';
import { childProgram, enrollment, visit } from './example-programs.ts';
import { type Difference, explainDifference } from './explain-difference.ts';
import { createLossCount, lossesOf } from './losses.ts';
import type { TrackerSlice } from './tracker-slice.ts';

const events: TrackerSlice = { type: 'events', key: 'events', listings: [], program: childProgram };
const enrollments: TrackerSlice = { ...events, type: 'enrollments', key: 'enrollments' };
const v42 = trackerCapabilitiesOf('2.42.4.1');
const runStart = '2026-01-01T00:00:00.000';

function explain(difference: Difference, told: Finding[] = []) {
  return explainDifference(
    difference,
    comparisonOf(events, v42, v42, (uid) => uid),
    told,
    runStart,
  );
}

describe('why an event differs', () => {
  test('names of properties are told, never what they hold', () => {
    const counterpart = visit(1, { dataValues: [{ dataElement: 'DataWeight1', value: 'secret' }], status: 'SKIPPED' });
    const finding = explain({ object: visit(1), counterpart });
    expect(finding).toMatchObject({ cause: 'unexplained', code: 'DIFFERS' });
    expect(finding.message).toBe('differs in dataValues.DataHeight1, dataValues.DataWeight1, status');
  });

  test('missing on the target', () => {
    expect(explain({ object: visit(1) })).toMatchObject({ cause: 'unexplained', code: 'MISSING' });
  });

  test('refused before: as the ledger has it', () => {
    const told: Finding = { type: 'events', key: 'Ev000000001', cause: 'refused', code: 'E1029', message: 'not there' };
    expect(explain({ object: visit(1) }, [told])).toEqual(told);
  });

  test('changed on the source after the run began', () => {
    const difference = { object: visit(1), updatedAt: '2026-01-01T00:00:01' };
    expect(explain(difference)).toMatchObject({ cause: 'changed-meanwhile' });
    expect(explain({ ...difference, updatedAt: '2025-12-31' })).toMatchObject({ cause: 'unexplained' });
  });

  test.each<[string, TrackerObject, TrackerObject]>([
    [
      'NOTE_CANNOT_BE_CHANGED',
      { notes: [{ note: 'Note0000001', value: 'new text' }] },
      { notes: [{ note: 'Note0000001', value: 'old text' }] },
    ],
    ['NOTE_CANNOT_BE_CHANGED', { notes: [] }, { notes: [{ note: 'Note0000001', value: 'old text' }] }],
    ['CLIENT_DATE_FILLED_IN', {}, { createdAtClient: '2026-01-01T10:00:00', updatedAtClient: '2026-01-01T10:00:00' }],
    ['ASSIGNMENT_CANNOT_BE_REMOVED', { assignedUser: undefined }, { assignedUser: { username: 'nurse' } }],
  ])('what no import changes: %s', (code, object, counterpart) => {
    const difference = { object: visit(1, object), counterpart: visit(1, counterpart) };
    expect(explain(difference)).toMatchObject({ cause: 'impossible', code });
  });

  test('a date of the client that the target holds otherwise is no such case', () => {
    const [own, other] = ['2026-01-01T10:00:00', '2026-01-02T10:00:00'];
    const difference = {
      object: visit(1, { updatedAtClient: own }),
      counterpart: visit(1, { updatedAtClient: other }),
    };
    expect(explain(difference)).toMatchObject({ cause: 'unexplained' });
  });

  test('a note that is missing on the target is no such case', () => {
    const difference = { object: visit(1, { notes: [{ note: 'Note0000001', value: 'x' }] }), counterpart: visit(1) };
    expect(explain(difference)).toMatchObject({ cause: 'unexplained' });
  });
});

describe('what gets lost on the way', () => {
  const losses = (object: TrackerObject, release: string, slice = enrollments) =>
    lossesOf(
      object,
      comparisonOf(slice, v42, trackerCapabilitiesOf(release), (uid) => uid),
    );

  test.each([
    ['2.41.5.1', enrollment(1), ['COMPLETION_DATE_NOT_KEPT']],
    ['2.42.4.1', enrollment(1), []],
    ['2.42.4.1', enrollment(1, { status: 'CANCELLED' }), ['CANCELLATION_DATE_NOT_KEPT']],
    ['2.42.4.1', enrollment(1, { attributeOptionCombo: 'AnotherComb' }), ['ENROLLMENT_COMBO_NOT_KEPT']],
    ['2.43.1', enrollment(1, { attributeOptionCombo: 'AnotherComb' }), []],
  ])('to %s: %#', (release, object, expected) => {
    expect(losses(object, release)).toEqual(expected);
  });

  test('an assignment in a stage that assigns nobody', () => {
    expect(losses(visit(1), '2.42.4.1', events)).toEqual([]);
    expect(losses(visit(1, { programStage: 'StageOther1' }), '2.42.4.1', events)).toEqual(['ASSIGNED_USER_NOT_KEPT']);
  });

  test('each kind is told once for a slice, with its number', () => {
    const count = createLossCount(comparisonOf(enrollments, v42, trackerCapabilitiesOf('2.40.1'), (uid) => uid));
    for (let number = 1; number <= 3; number++) count.add(enrollment(number));
    expect(count.findings()).toMatchObject([{ cause: 'impossible', code: 'COMPLETION_DATE_NOT_KEPT', count: 3 }]);
  });
});
