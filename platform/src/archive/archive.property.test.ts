import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DataValue } from '../model/data-value.ts';
import type { OpenArchive } from './open-archive.ts';
import {
  below,
  collect,
  dataElements,
  dataValue,
  makeScratch,
  orgUnits,
  readArchive,
  signal,
  writeArchive,
} from './testing/small-archive.ts';

/** What a run may do to an archive; the last word says how it ended. */
const rows = fc.array(
  fc.record({
    orgUnit: fc.constantFrom(...orgUnits.map(({ id }) => id)),
    dataElement: fc.constantFrom(...dataElements.map(({ id }) => id)),
    period: fc.constantFrom('202401', '202402', '2024W5'),
    value: fc.nat(99).map(String),
  }),
  { maxLength: 25 },
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), rows }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), rows }) },
  fc.record({
    kind: fc.constant('move' as const),
    unit: fc.constantFrom('OUfacility1', 'OUfacility3'),
    parent: fc.constantFrom('OUdistrict1', 'OUdistrict2', 'OUcountry01'),
  }),
);
const runs = fc.array(fc.record({ steps: fc.array(step, { maxLength: 4 }), finish: fc.boolean() }), {
  minLength: 1,
  maxLength: 5,
});

const spell = ({ dataElement, orgUnit, period, value }: DataValue) => `${dataElement} ${orgUnit} ${period} ${value}`;

/** What an archive should hold: values by key, and who stands below whom. */
interface Model {
  readonly values: Map<string, DataValue>;
  readonly parents: Map<string, string>;
}

function createModel(): Model {
  const parents = orgUnits.flatMap((unit) => ('parent' in unit ? [[unit.id, unit.parent.id] as const] : []));
  return { values: new Map(), parents: new Map(parents) };
}

function valuesBelow({ values, parents }: Model, top: string): string[] {
  const isBelow = (unit: string | undefined): boolean =>
    unit !== undefined && (unit === top || isBelow(parents.get(unit)));
  return [...values.values()]
    .filter(({ orgUnit }) => isBelow(orgUnit))
    .map(spell)
    .sort();
}

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function carryOut(archive: OpenArchive, model: Model, what: Step): Promise<void> {
  if (what.kind === 'move') {
    model.parents.set(what.unit, what.parent);
    await archive.importMetadata({ organisationUnits: [{ id: what.unit, parent: { id: what.parent } }] }, { signal });
    return;
  }
  const values = what.rows.map(({ orgUnit, period, value, dataElement }) =>
    dataValue(orgUnit, period, value, dataElement),
  );
  await archive.importDataValues(values, {
    signal,
    importStrategy: what.kind === 'delete' ? 'DELETE' : 'CREATE_AND_UPDATE',
  });
  for (const value of values) {
    const key = spell({ ...value, value: '' });
    if (what.kind === 'delete') model.values.delete(key);
    else model.values.set(key, value);
  }
}

async function expectSame(archive: OpenArchive, model: Model): Promise<void> {
  for (const top of ['OUcountry01', 'OUdistrict1', 'OUdistrict2', 'OUfacility3']) {
    expect((await collect(archive.readDataValues(below(top), signal))).map(spell).sort(), top).toEqual(
      valuesBelow(model, top),
    );
  }
}

it('finds values below the new parent of a moved org unit, though nothing else of them changed', async () => {
  await using scratch = await makeScratch();
  const model = createModel();
  const row = { orgUnit: 'OUfacility3', dataElement: 'DECasPalu01', period: '202401', value: '0' } as const;
  await writeArchive(scratch.path, async (archive) => {
    await archive.importMetadata({ organisationUnits: orgUnits, dataElements }, { signal });
    await carryOut(archive, model, { kind: 'put', rows: [row] });
  });
  await writeArchive(scratch.path, (archive) =>
    carryOut(archive, model, { kind: 'move', unit: 'OUfacility3', parent: 'OUdistrict1' }),
  );
  await readArchive(scratch.path, (archive) => expectSame(archive, model));
});

it('holds what was written, whatever order it was written in, wherever runs were killed and org units were moved', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (all) => {
      await using scratch = await makeScratch();
      const model = createModel();
      await writeArchive(scratch.path, (archive) =>
        archive.importMetadata({ organisationUnits: orgUnits, dataElements }, { signal }),
      );
      for (const { steps, finish } of all) {
        await writeArchive(
          scratch.path,
          async (archive) => {
            for (const each of steps) await carryOut(archive, model, each);
            await expectSame(archive, model);
          },
          { finish },
        );
      }
      await writeArchive(scratch.path, async () => undefined);
      await readArchive(scratch.path, (archive) => expectSame(archive, model));
    }),
    { numRuns: 25 },
  );
});
