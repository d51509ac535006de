import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { collect } from '../../dhis2/testing/collect.ts';
import type { DataValue } from '../../model/data-value.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import type { TrackerObject } from '../../model/tracker-objects.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { type AskStandin, askStandin } from '../fixtures/ask-standin.ts';
import { fillDetailWorld } from '../fixtures/detail-world.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair, startPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';
import type { RunOptions } from '../run-context.ts';
import { uidsUnder } from './closure-rules.ts';

const size = { organisationUnits: 20, dataValues: 300, trackedEntities: 12 };
const { signal } = new AbortController();

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

/** A moment after all that was written, and before all that will be; what tells seconds alone tells it from both. */
async function moment(): Promise<string> {
  const at = (Math.floor(Date.now() / 1000) + 1) * 1000;
  while (Date.now() < at) await sleep(10);
  return new Date(at).toISOString().slice(0, 19);
}

describe.each(['2.40.1', '2.42.4.1'])('what changed since a date, on %s', (release) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let askSource: AskStandin;
  let askTarget: AskStandin;
  let root: string;
  const [program, tb] = ['WPr00000001', 'WPr00000002'];

  beforeAll(async () => {
    pair = await startPair([release, release], size);
    source = await pair.connect('source');
    [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    root = source.facts.account.organisationUnits[0] ?? '';
    await run({});
  });
  afterAll(() => pair.close());

  async function run(options: Partial<RunOptions>) {
    const target = await pair.connect('target');
    const outcome = await runOnce({ database: store.database, source, target, options });
    expect(await unexplainedOrRefused(store.database, outcome.runId)).toEqual([]);
    return { ...outcome, told: await toldBy(store.database, outcome.runId) };
  }

  async function entitiesOf(chosen: string): Promise<readonly TrackerObject[]> {
    return collect(source.readTracker('trackedEntities', { program: chosen, orgUnit: root }, signal));
  }

  async function change(entity: TrackerObject | undefined): Promise<void> {
    const { trackedEntity, trackedEntityType, orgUnit, inactive } = entity ?? {};
    const changed = { trackedEntity, trackedEntityType, orgUnit, inactive: inactive !== true };
    await source.importTracker({ trackedEntities: [changed] }, { signal });
  }

  async function valuesOf(dataSet: MetadataObject): Promise<DataValue[]> {
    const elements = Array.isArray(dataSet.dataSetElements) ? dataSet.dataSetElements : [];
    const dataElements = elements.flatMap((element) => uidsUnder(Object(element), 'dataElement'));
    const days = { startDate: '1900-01-01', endDate: '2199-12-31' };
    return collect(source.readDataValues({ dataElements, orgUnits: [root], children: true, ...days }, signal));
  }

  /** Two data sets that have values, and none in common. */
  async function twoDataSets() {
    const withValues: { readonly uid: string; readonly values: readonly DataValue[] }[] = [];
    for await (const dataSet of source.readMetadata('dataSets', { signal })) {
      const values = await valuesOf(dataSet);
      const elements = new Set(values.map(({ dataElement }) => dataElement));
      const isApart = withValues.every((other) => other.values.every(({ dataElement }) => !elements.has(dataElement)));
      if (values.length > 1 && isApart) withValues.push({ uid: dataSet.id, values });
    }
    const [one, other] = withValues;
    if (one === undefined || other === undefined) throw new Error('the world has no two such data sets');
    return [one, other] as const;
  }

  const say = async (comment: string, ...values: (DataValue | undefined)[]) => {
    const dataValues = values.map((value) => ({ ...value, comment, lastUpdated: undefined, created: undefined }));
    await askSource('POST', '/api/dataValueSets?force=true', { dataValues });
  };

  it('holds values and tracker data that changed though no metadata did', async () => {
    const changedSince = await moment();
    await change((await entitiesOf(program))[0]);
    const [one, other] = await twoDataSets();
    await say('once', one.values[0], one.values[1], other.values[0]);
    const { totals } = await run({ selection: { changedSince } });
    expect(totals.trackedEntities).toMatchObject({ read: 1, updated: 1 });
    expect(totals.dataValues).toMatchObject({ read: 3, created: 0, updated: 3 });
    const again = await run({ selection: { changedSince } });
    expect(again.totals.trackedEntities).toMatchObject({ updated: 0, unchanged: 1 });
    expect(again.totals.dataValues).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });

  it('of a chosen data set: its values and no others', async () => {
    const [one, other] = await twoDataSets();
    const changedSince = await moment();
    await say('twice', one.values[0], other.values[0]);
    const { totals } = await run({ selection: { dataSets: [one.uid], changedSince } });
    expect(totals.dataValues).toMatchObject({ read: 1, updated: 1 });
    expect(totals.trackedEntities).toBeUndefined();
    const whole = await run({});
    expect(whole.totals.dataValues).toMatchObject({ updated: 1 });
  });

  it('of a chosen program: its tracked entities and no others; rules that did not change are not taken for gone', async () => {
    const changedSince = await moment();
    const ofProgram = await entitiesOf(tb);
    const isInside = new Set(ofProgram.map(({ trackedEntity }) => trackedEntity));
    await change(ofProgram[0]);
    await change((await entitiesOf(program)).find(({ trackedEntity }) => !isInside.has(trackedEntity)));
    const chosen = await askSource('GET', `/api/programs/${tb}?fields=:owner`);
    await askSource('POST', '/api/metadata', { programs: [{ ...chosen, description: `since ${changedSince}` }] });
    const rules = async () => (await askTarget('GET', '/api/programRules?paging=false&fields=id')).programRules;
    const before = await rules();
    const selection = { programs: [tb], changedSince };
    const ended = await run({ selection, deletions: { '*': 'propagate' }, maxDeletions: { count: 1000 } });
    expect(ended.totals.programs).toMatchObject({ read: 1, updated: 1 });
    expect(ended.totals.trackedEntities).toMatchObject({ read: 1, updated: 1 });
    expect(await rules()).toEqual(before);
    const deleted = Object.values(ended.totals).map((counts) => counts.deleted);
    expect(new Set(deleted)).toEqual(new Set([0]));
    expect((await run({})).totals.trackedEntities).toMatchObject({ updated: 1 });
  });

  it('below an org unit: its data; org units that did not change are neither extra nor deleted', async () => {
    const changedSince = await moment();
    const [unit] = (await askSource('GET', '/api/organisationUnits?filter=level:eq:2&fields=id')).organisationUnits as {
      id: string;
    }[];
    const selection = { orgUnits: [unit?.id ?? ''], changedSince };
    const ended = await run({ selection, deletions: { '*': 'propagate' }, maxDeletions: { count: 1000 } });
    expect(ended.told.filter(({ code }) => code === 'EXTRA_ON_TARGET')).toEqual([]);
    expect(new Set(Object.values(ended.totals).map((counts) => counts.deleted))).toEqual(new Set([0]));
    expect((await run({})).totals.organisationUnits).toMatchObject({ created: 0, updated: 0 });
  });

  it('entries say no date: those that hang on what was chosen are compared, changed or not', async () => {
    const changedSince = await moment();
    const [one, other] = await twoDataSets();
    for (const [value] of [one.values, other.values]) {
      await askSource('POST', '/api/minMaxDataElements', {
        dataElement: { id: value?.dataElement },
        source: { id: value?.orgUnit },
        optionCombo: { id: value?.categoryOptionCombo },
        min: 1,
        max: 77,
        generated: false,
      });
    }
    const chosen = await run({ selection: { dataSets: [one.uid], changedSince } });
    expect(chosen.totals.minMaxDataElements).toMatchObject({ created: 1, updated: 0 });
    const date = await run({ selection: { changedSince } });
    expect(date.totals.minMaxDataElements).toMatchObject({ created: 1, updated: 0 });
    expect(date.told.filter(({ code }) => code === 'EXTRA_ON_TARGET')).toEqual([]);
  });
});

it('goes to what stands for it on the target, though who stands for whom did not change', async () => {
  await using stack = new AsyncDisposableStack();
  const pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  stack.defer(() => pair.close());
  const [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
  await fillDetailWorld(pair.source.url);
  const element = await askSource('GET', '/api/dataElements/ApDeNumber1?fields=:owner');
  await askTarget('POST', '/api/metadata', { dataElements: [{ ...element, id: 'ApDeOfThere' }] });
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const enter = (value: string) => {
    const dataValue = { dataElement: 'ApDeNumber1', period: '202401', orgUnit: 'ApOuClinic1', value };
    return askSource('POST', '/api/dataValueSets', { dataValues: [dataValue] });
  };
  await enter('1');
  await runOnce({ database: store.database, source, target });
  const changedSince = await moment();
  await enter('2');
  const ended = await runOnce({ database: store.database, source, target, options: { selection: { changedSince } } });
  expect(await unexplainedOrRefused(store.database, ended.runId)).toEqual([]);
  expect(ended.totals.dataValues).toMatchObject({ read: 1, created: 0, updated: 1, verified: 1 });
  const values = await askTarget('GET', '/api/dataValueSets?dataElement=ApDeOfThere&period=202401&orgUnit=ApOuClinic1');
  expect(values.dataValues).toMatchObject([{ value: '2' }]);
});
