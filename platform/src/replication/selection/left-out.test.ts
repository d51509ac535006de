import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry, schema } from '../metadata/fixtures/schemas.ts';
import type { TransformStep } from '../transforms/transform.ts';
import { dropLeftOut, keepLeftOut, withoutLeftOut } from './left-out.ts';

const isOutside = (uid: string) => uid.startsWith('Out');
const ref = (id: string) => ({ id });

describe('an object of the source', () => {
  const schemas = registry(schema('program'));
  const step = (leftOut: readonly string[]): TransformStep => ({
    type: 'programs',
    sourceSchema: schema('program'),
    targetSchema: schema('program'),
    context: {
      source: schemas,
      target: schemas,
      identity: { toTarget: (uid) => uid, rewriteText: (text) => text, size: 0 },
      isKnownRecipient: () => true,
      renames: new Map(),
      leftOut: new Set(leftOut),
    },
  });
  const program = {
    id: 'ProgramUid1',
    relatedProgram: ref('OutProgram1'),
    organisationUnits: [ref('InsideUnit1'), ref('OutUnit0001')],
    expression: '#{OutElement1}',
    sharing: { users: { OutUser0001: { id: 'OutUser0001', access: 'rw------' } } },
  };

  it('loses what the run leaves out, and says where; texts and sharing stay', () => {
    const { object, losses } = dropLeftOut(program, step(['OutProgram1', 'OutUnit0001', 'OutElement1', 'OutUser0001']));
    expect(object).toEqual({
      id: 'ProgramUid1',
      organisationUnits: [ref('InsideUnit1')],
      expression: '#{OutElement1}',
      sharing: program.sharing,
    });
    expect(losses).toEqual([
      { property: 'relatedProgram', code: 'REFERENCE_LEFT_OUT' },
      { property: 'organisationUnits', code: 'REFERENCE_LEFT_OUT' },
    ]);
  });

  it('stays the very same where nothing is left out', () => {
    expect(dropLeftOut(program, step([])).object).toBe(program);
    expect(dropLeftOut(program, step(['SomethingEl'])).object).toBe(program);
  });
});

describe('an update', () => {
  it('keeps what the target names outside of the selection, in lists and alone', () => {
    const sent = { id: 'DataSetUid1', name: 'new', organisationUnits: [ref('InsideUnit1')] };
    const there = {
      id: 'DataSetUid1',
      name: 'old',
      organisationUnits: [ref('InsideUnit2'), ref('OutUnit0001')],
      workflow: ref('OutWorkflow'),
    };
    expect(keepLeftOut(sent, there, isOutside)).toEqual({
      id: 'DataSetUid1',
      name: 'new',
      organisationUnits: [ref('InsideUnit1'), ref('OutUnit0001')],
      workflow: ref('OutWorkflow'),
    });
  });

  it('does not double an item that only loses a reference inside', () => {
    const item = { id: 'BoardItem01', users: [ref('OutUser0001')] };
    const sent = { id: 'DashboardU1', dashboardItems: [{ id: 'BoardItem01', users: [] }] };
    expect(keepLeftOut(sent, { id: 'DashboardU1', dashboardItems: [item] }, isOutside)).toEqual(sent);
  });
});

const units = fc.uniqueArray(fc.constantFrom('InsideUnit1', 'InsideUnit2', 'OutUnit0001', 'OutUnit0002'));

it('after an update both sides name the same inside, and the target the same as before outside', () => {
  fc.assert(
    fc.property(units, units, (ofSource, ofTarget) => {
      const object = (uids: readonly string[]) => ({ id: 'DataSetUid1', organisationUnits: uids.map(ref) });
      const written = keepLeftOut(withoutLeftOut(object(ofSource), isOutside), object(ofTarget), isOutside);
      const named = (written.organisationUnits as { id: string }[]).map(({ id }) => id);
      expect(named.filter((uid) => !isOutside(uid))).toEqual(ofSource.filter((uid) => !isOutside(uid)));
      expect(named.filter(isOutside)).toEqual(ofTarget.filter(isOutside));
    }),
  );
});
