import { dataValuesOf } from '@relais/standin/data/data-value-store.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { collect } from '../../dhis2/testing/collect.ts';
import type { DataValue, DataValueSlice } from '../../model/data-value.ts';
import type { WritableInstance } from '../../model/instance.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { dyingTarget, newRun, runOnce, type TestRun, writtenBy } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { readDataElementCatalogue } from '../stages/data-values/data-element-catalogue.ts';

const only = ['dataValues'];
const signal = AbortSignal.timeout(600_000);

let store: TestDatabase;
let pair: StandinPair;
let source: ConnectedInstance;
let target: ConnectedInstance;
/** Values of the source that hold a number, of one data element. */
let values: readonly DataValue[];
beforeAll(async () => {
  store = await createTestDatabase();
  const small = { organisationUnits: 20, dataValues: 600, trackedEntities: 0, packages: false };
  pair = await startPair(['2.42.4.1', '2.42.4.1'], small);
  await connectAnew();
  await run({ options: {} });
  ageValues();
  await connectAnew();
  values = await readNumbers();
});
afterAll(async () => {
  await pair.close();
  await store.drop();
});
beforeEach(async () => {
  await connectAnew();
  ageValues();
  await everything();
  expect(await run({})).toMatchObject({ verdict: 'identical' });
});

async function connectAnew(): Promise<void> {
  [source, target] = [await pair.connect('source'), await pair.connect('target')];
}

async function run(more: Partial<TestRun>) {
  const outcome = await runOnce({ database: store.database, source, target, options: { only }, signal, ...more });
  return { ...outcome, written: writtenBy(outcome) };
}

function everything() {
  return run({ options: { only, compare: 'everything' } });
}

/** As if all values had been written long before the runs that go by dates, as they are in most instances. */
function ageValues(): void {
  for (const { instance } of [pair.source, pair.target]) {
    const stored = dataValuesOf(instance);
    const lastUpdated = Date.now() - 7_200_000;
    for (let row = 0; row < stored.size; row++) stored.write(row, { ...stored.read(row), lastUpdated });
  }
}

async function readNumbers(): Promise<readonly DataValue[]> {
  const { elements } = await readDataElementCatalogue(source, { orgUnits: false, groups: false }, signal);
  const slice = {
    dataElements: [...elements.keys()].sort(),
    orgUnits: source.facts.account.organisationUnits,
    children: true,
    startDate: '1900-01-01',
    endDate: '2199-12-31',
  };
  const all = (await collect(source.readDataValues(slice, signal))).filter(({ value }) =>
    /^[1-9]\d*$/.test(value ?? ''),
  );
  const ofElements = Map.groupBy(all, ({ dataElement }) => dataElement);
  return [...ofElements.values()].reduce((most, some) => (some.length > most.length ? some : most));
}

async function change(side: WritableInstance, from: number, to: number, digit = '0'): Promise<void> {
  const changed = values.slice(from, to).map((value) => ({ ...value, value: `${value.value}${digit}` }));
  await side.importDataValues(changed, { signal });
}

/** The same instance, and how many values were read of it so far. */
function counted<Instance extends WritableInstance>(instance: Instance) {
  let rows = 0;
  async function* readDataValues(slice: DataValueSlice, own: AbortSignal) {
    for await (const value of instance.readDataValues(slice, own)) {
      rows++;
      yield value;
    }
  }
  return { instance: { ...instance, readDataValues }, rows: () => rows };
}

it('of two changed values only these are read, on both sides, and the next run reads none', async () => {
  await change(source, 0, 2);
  const [there, here] = [counted(source), counted(target)];
  const mended = await run({ source: there.instance, target: here.instance });
  expect(mended).toMatchObject({ verdict: 'identical', written: 2 });
  const { read = 0 } = mended.totals.dataValues ?? {};
  expect(mended.totals.dataValues).toMatchObject({ read, updated: 2, unchanged: read - 2, verified: read });
  expect(mended.provenBefore?.types.dataValues).toBe(read - 2);
  expect(there.rows()).toBeLessThan(20);
  expect(here.rows()).toBeLessThan(read / 4);
  const next = await run({});
  expect(next).toMatchObject({ written: 0, comparisonDigest: mended.comparisonDigest });
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: mended.comparisonDigest });
});

it('a value that somebody changes on the target beside a changed one, while the run goes on, is brought back', async () => {
  await change(source, 2, 4);
  const disturbed: WritableInstance = {
    ...target,
    async importDataValues(sent, options) {
      const report = await target.importDataValues(sent, options);
      await change(target, 10, 11);
      return report;
    },
  };
  const during = await run({ target: disturbed });
  expect(during.verdict).toBe('different');
  expect(await run({})).toMatchObject({ verdict: 'identical', written: 1 });
  expect((await everything()).written).toBe(0);
});

it('a changed value that the target does not keep as it was brought is told, and brought again', async () => {
  await change(source, 12, 14);
  const forgetful: WritableInstance = {
    ...target,
    async importDataValues(sent, options) {
      const report = await target.importDataValues(sent, options);
      await change(target, 13, 14, '1');
      return report;
    },
  };
  expect((await run({ target: forgetful })).verdict).toBe('different');
  expect(await run({})).toMatchObject({ verdict: 'identical', written: 1 });
  expect((await everything()).written).toBe(0);
});

it('a changed value that the target holds already is not written', async () => {
  await change(source, 4, 6);
  await change(target, 4, 5);
  expect(await run({})).toMatchObject({ verdict: 'identical', written: 1 });
  expect((await everything()).written).toBe(0);
});

it('a value that is deleted beside changed ones goes where deletions are carried, and is told where they are not', async () => {
  await change(source, 6, 8);
  const gone = values.slice(20, 21);
  await source.importDataValues(gone, { signal, importStrategy: 'DELETE' });
  const told = await run({});
  expect(told.totals.dataValues).toMatchObject({ updated: 2, deleted: 0 });
  expect(told.findings.skipped).toBe(1);
  const carried = await run({ options: { only, deletions: { '*': 'propagate' } } });
  expect(carried).toMatchObject({ verdict: 'identical', written: 1 });
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: carried.comparisonDigest });
});

it('a run that dies between writing and the end of a part goes on, and ends as one that reads everything', async () => {
  await change(source, 8, 10);
  const killed = new AbortController();
  const runId = await newRun(store.database);
  const dying = dyingTarget(target, 'importDataValues', killed);
  await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
  const ended = await run({ runId });
  expect(ended.verdict).toBe('identical');
  expect(await everything()).toMatchObject({ written: 0, comparisonDigest: ended.comparisonDigest });
});
