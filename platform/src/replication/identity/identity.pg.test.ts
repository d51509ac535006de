import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

const only = ['constants', 'organisationUnitLevels', 'userRoles', 'users', 'indicatorTypes'];
const patience = () => AbortSignal.timeout(600_000);

let store: TestDatabase;
let pair: StandinPair;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

beforeEach(async () => {
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
});
afterEach(() => pair.close());

async function put(side: 'source' | 'target', payload: Record<string, readonly object[]>): Promise<void> {
  const instance = await pair.connect(side);
  const report = await instance.importMetadata(payload as Record<string, MetadataObject[]>, { signal: patience() });
  expect(report.errors).toEqual([]);
}

async function objects(type: string): Promise<MetadataObject[]> {
  const target = await pair.connect('target');
  const found: MetadataObject[] = [];
  for await (const object of target.readMetadata(type, { signal: patience() })) found.push(object);
  return found;
}

async function run(policies?: Record<string, 'map' | 'adopt' | 'rename' | 'refuse'>) {
  const options = { only, ...(policies ? { identityPolicies: policies } : {}) };
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  return runOnce({ database: store.database, source, target, options });
}

async function codes(runId: number): Promise<string[]> {
  const found = (await toldBy(store.database, runId)).map(({ type, code }) => `${type} ${code}`);
  return found.filter((line) => !line.endsWith('EXTRA_ON_TARGET') && !line.endsWith('ACCOUNT_IN_USE'));
}

const pi = (id: string, value: number) => ({ id, name: 'Pi', shortName: 'Pi', code: 'PI', value });

describe('the same name under another UID on the target', () => {
  it('leaves both, the source\u2019s with its UID in its name, and a second run finds nothing to do', async () => {
    await put('source', { constants: [pi('PiSource001', 3.2)] });
    await put('target', { constants: [pi('PiTarget001', 3)] });
    expect((await run()).verdict).toBe('identical');
    expect(await objects('constants')).toMatchObject([
      { id: 'PiSource001', name: 'Pi (PiSource001)', code: 'PI_PiSource001', value: 3.2 },
      { id: 'PiTarget001', name: 'Pi', code: 'PI', value: 3 },
    ]);
    const again = await run();
    expect(again.totals.constants).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it('is the same object where both hold the same', async () => {
    await put('source', { constants: [pi('PiSource001', 3)] });
    await put('target', { constants: [pi('PiTarget001', 3)] });
    expect((await run()).totals.constants).toMatchObject({ read: 1, unchanged: 1, created: 0 });
    expect(await objects('constants')).toHaveLength(1);
  });

  it('takes the source\u2019s content under the target\u2019s UID when it is to be adopted', async () => {
    await put('source', { constants: [pi('PiSource001', 3.2)] });
    await put('target', { constants: [pi('PiTarget001', 3)] });
    expect((await run({ constants: 'adopt' })).verdict).toBe('identical');
    expect(await objects('constants')).toMatchObject([{ id: 'PiTarget001', value: 3.2 }]);
  });

  it('stays as it is when it is to be mapped, and the report says so', async () => {
    await put('source', { constants: [pi('PiSource001', 3.2)] });
    await put('target', { constants: [pi('PiTarget001', 3)] });
    const mapped = await run({ constants: 'map' });
    expect(await objects('constants')).toMatchObject([{ id: 'PiTarget001', value: 3 }]);
    expect(await codes(mapped.runId)).toEqual(['constants MAPPED_TO_EXISTING']);
  });

  it('is refused when that was chosen, and holds back nothing else', async () => {
    await put('source', {
      constants: [pi('PiSource001', 3.2)],
      indicatorTypes: [{ id: 'IndType0001', name: 'Pourcentage', factor: 100 }],
    });
    await put('target', { constants: [pi('PiTarget001', 3)] });
    const refused = await run({ constants: 'refuse' });
    expect(refused.verdict).toBe('identical-except-refusals');
    expect(await codes(refused.runId)).toEqual(['constants SAME_VALUE_OTHER_UID']);
    expect((await objects('indicatorTypes')).map((each) => each.name)).toEqual(['Pourcentage']);
  });

  it('is adopted for a level, and mapped for a username, whose account keeps what it may do', async () => {
    const person = { firstName: 'Awa', surname: 'Essai', username: 'agent' };
    const roles = (id: string) => [
      { id, name: 'Saisie', authorities: [id === 'RoleSource1' ? 'F_SOURCE' : 'F_TARGET'] },
    ];
    await put('source', {
      organisationUnitLevels: [{ id: 'LevelSource', name: 'Pays', level: 1 }],
      userRoles: roles('RoleSource1'),
    });
    await put('source', { users: [{ id: 'UserSource1', ...person, userRoles: [{ id: 'RoleSource1' }] }] });
    await put('target', {
      organisationUnitLevels: [{ id: 'LevelTarget', name: 'National', level: 1 }],
      userRoles: roles('RoleTarget1'),
    });
    await put('target', { users: [{ id: 'UserTarget1', ...person, userRoles: [{ id: 'RoleTarget1' }] }] });
    const done = await run();
    expect(done.findings.unexplained + done.findings.refused).toBe(0);
    expect(await objects('organisationUnitLevels')).toMatchObject([{ id: 'LevelTarget', name: 'Pays', level: 1 }]);
    expect((await objects('users')).map((user) => user.id).sort()).toEqual(['M5zQapPyTZI', 'UserTarget1']);
    const role = (await objects('userRoles')).find((each) => each.name === 'Saisie');
    expect(role).toMatchObject({ id: 'RoleTarget1', authorities: ['F_TARGET'] });
  });
});

it('the account of the run and its role are never written', async () => {
  const before = await objects('userRoles');
  for (const role of pair.source.instance.metadata.of('userRoles').values()) {
    if (role.name === 'Superuser') role.description = 'rewritten on the source';
  }
  const done = await run();
  expect(done.findings.unexplained).toBe(0);
  expect(await objects('userRoles')).toEqual(before);
});
