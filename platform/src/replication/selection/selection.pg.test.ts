import { type Standin, startStandin } from '@relais/standin/server.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectedInstance, connect } from '../../dhis2/connect.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';
import type { SelectionChoice } from './selection-choice.ts';

const releases = ['2.40.1', '2.41.5.1', '2.42.4.1'] as const;
const patience = () => AbortSignal.timeout(600_000);

let store: TestDatabase;
let world: StandinPair;
let standin: Standin;
let source: ConnectedInstance;
let target: ConnectedInstance;

beforeAll(async () => {
  store = await createTestDatabase();
  world = await startPair(['2.42.4.1', '2.42.4.1'], { organisationUnits: 30, dataValues: 300, trackedEntities: 20 });
  source = await world.connect('source');
});
afterAll(async () => {
  await world.close();
  await store.drop();
});

async function startTarget(release: string): Promise<void> {
  standin = await startStandin({ release, seed: 'blank' });
  const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
  target = await connect({ name: 'target', address: standin.url, credentials, role: 'target' }, patience());
}

async function stopTarget(): Promise<void> {
  await target.close();
  await standin.close();
}

async function select(selection: SelectionChoice) {
  const done = await runOnce({ database: store.database, source, target, options: { selection } });
  expect(await unexplainedOrRefused(store.database, done.runId)).toEqual([]);
  return done;
}

async function uidsOf(instance: ConnectedInstance, type: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of instance.readMetadata(type, { signal: patience(), fields: 'id' })) found.push(id);
  return found.sort();
}

async function one(instance: ConnectedInstance, type: string, uid: string): Promise<MetadataObject | undefined> {
  for await (const object of instance.readMetadata(type, { signal: patience(), uids: [uid] })) return object;
  return undefined;
}

async function told(runId: number, code: string): Promise<string[]> {
  return (await toldBy(store.database, runId)).filter((each) => each.code === code).map(({ type }) => type);
}

function written(totals: Awaited<ReturnType<typeof select>>['totals']): string[] {
  return Object.entries(totals).flatMap(([type, { created, updated }]) => (created + updated > 0 ? [type] : []));
}

describe('any single one of the world, alone onto a blank instance', () => {
  it.each([
    ['programs', 'programs'],
    ['dataSets', 'dataSets'],
  ] as const)(
    '%s: nothing is refused',
    async (type, key) => {
      const uids = await uidsOf(source, type);
      for (const [at, uid] of uids.entries()) {
        await startTarget(releases[at % releases.length] ?? '2.42.4.1');
        const done = await select({ [key]: [uid] });
        expect(await uidsOf(target, type)).toContain(uid);
        expect(done.totals[type]?.read).toBeGreaterThan(0);
        await stopTarget();
      }
    },
    600_000,
  );
});

describe.each(releases)('onto %s', (release) => {
  beforeEach(() => startTarget(release));
  afterEach(() => stopTarget());

  it('a program by its name: with what belongs to it and its data, without people; the second run writes nothing', async () => {
    await select({ programs: ['Prise en charge de la tuberculose'] });
    const ofProgram = (object: MetadataObject) => JSON.stringify(object.program ?? '').includes('WPr00000002');
    for (const type of ['programRules', 'programRuleVariables', 'programIndicators', 'programStages']) {
      const wanted: string[] = [];
      for await (const object of source.readMetadata(type, { signal: patience() })) {
        if (ofProgram(object)) wanted.push(object.id);
      }
      const arrived = await uidsOf(target, type);
      expect(wanted.filter((uid) => !arrived.includes(uid))).toEqual([]);
    }
    expect(await uidsOf(target, 'dataSets')).toEqual([]);
    expect(await uidsOf(target, 'userGroups')).toEqual([]);
    const again = await select({ programs: ['WPr00000002'] });
    expect(written(again.totals)).toEqual([]);
    expect(again.totals.enrollments?.unchanged).toBeGreaterThan(0);
    expect(await told(again.runId, 'EXTRA_ON_TARGET')).toEqual([]);
  });
});

describe('a selection of a data set', () => {
  beforeEach(() => startTarget('2.42.4.1'));
  afterEach(() => stopTarget());

  it('inside a subtree and a period brings those org units and values alone; what the target has beside stays', async () => {
    const dataSets = ['WDa00000001'];
    const whole = await select({ dataSets });
    const region = (await uidsOf(target, 'organisationUnits')).find((uid) => uid === 'WOu00000003') ?? '';
    const parents = new Map<string, string>();
    for await (const unit of source.readMetadata('organisationUnits', { signal: patience(), fields: 'id,path' })) {
      parents.set(unit.id, String(unit.path));
    }
    const inside = [...parents].filter(([, path]) => path.includes(region)).map(([uid]) => uid);
    await stopTarget();
    await startTarget('2.42.4.1');

    const part = await select({ dataSets, orgUnits: [region], period: '2023:2024' });
    const arrived = await uidsOf(target, 'organisationUnits');
    expect(arrived.length).toBeGreaterThan(1);
    const above = parents
      .get(region)
      ?.split('/')
      .filter((uid) => uid !== '' && uid !== region);
    expect(arrived.filter((uid) => !inside.includes(uid))).toEqual(above);
    expect(part.totals.dataValues?.read).toBeLessThan(whole.totals.dataValues?.read ?? 0);
    expect(written((await select({ dataSets, orgUnits: [region], period: '2023:2024' })).totals)).toEqual([]);

    await select({ dataSets });
    const before = await one(target, 'dataSets', 'WDa00000001');
    const narrow = await select({ dataSets, orgUnits: [region] });
    expect(written(narrow.totals)).toEqual([]);
    expect(await one(target, 'dataSets', 'WDa00000001')).toEqual(before);
    expect(await told(narrow.runId, 'EXTRA_ON_TARGET')).toEqual([]);
  });

  it('changed since a day to come brings nothing, since long ago everything', async () => {
    const dataSets = ['WDa00000003'];
    const none = await select({ dataSets, changedSince: '2199-01-01' });
    expect(written(none.totals)).toEqual([]);
    const all = await select({ dataSets, changedSince: '2000-01-01' });
    expect(written(all.totals)).toContain('dataSets');
    expect(written((await select({ dataSets, changedSince: '2000-01-01' })).totals)).toEqual([]);
  });

  it('names that nobody or several have are an error before anything is read', async () => {
    await expect(select({ dataSets: ['Rapport'] })).rejects.toThrow('SELECTION_UNKNOWN');
    await expect(select({ programs: ['WPr00000001'], period: '2023Q7' })).rejects.toThrow('SELECTION_PERIOD_INVALID');
    await expect(select({ types: ['dataElemnts'] })).rejects.toThrow('TYPE_NAME_UNKNOWN');
    expect(await uidsOf(target, 'dataSets')).toEqual([]);
  });

  it('a group brings its members and no data', async () => {
    const [group] = await uidsOf(source, 'indicatorGroups');
    const done = await select({ groups: [group ?? ''] });
    expect(written(done.totals)).toEqual(expect.arrayContaining(['indicatorGroups', 'indicators', 'indicatorTypes']));
    expect(written(done.totals)).not.toContain('dataValues');
  });
});
