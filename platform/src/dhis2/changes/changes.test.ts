import { type Standin, startStandin } from '@relais/standin/server.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeReader } from '../../model/changes.ts';
import { type ConnectedInstance, connect } from '../connect.ts';

const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
const signal = AbortSignal.timeout(120_000);

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'])('what changed on a %s', (release) => {
  let standin: Standin;
  let instance: ConnectedInstance;
  let changes: ChangeReader;
  beforeAll(async () => {
    standin = await startStandin({ release, seed: 'changes' });
    instance = await connect({ name: 'it', address: standin.url, credentials }, signal);
    if (instance.changes === undefined) throw new Error('An instance tells changes.');
    changes = instance.changes;
  }, 60_000);
  afterAll(async () => {
    await instance.close();
    await standin.close();
  });

  const importMetadata = (payload: Record<string, { id: string }[]>) => instance.importMetadata(payload, { signal });
  const constant = (id: string) => ({ id, name: id, shortName: id, value: 1 });

  test('metadata of all types come in one request, with the clock; what is older than the moment does not', async () => {
    const before = await changes.clock(signal);
    await importMetadata({ constants: [constant('ChConstant1')], legendSets: [{ ...constant('ChLegends01') }] });
    const asked = changes.requestsSent();
    const question = { since: before, limit: 10, signal };
    const found = await changes.changedMetadata(['constants', 'legendSets', 'dataSets'], question);
    expect(changes.requestsSent() - asked).toBe(1);
    expect(found.marks.map(({ type, key }) => `${type}/${key}`).sort()).toEqual([
      'constants/ChConstant1',
      'legendSets/ChLegends01',
    ]);
    // It lies before the answer by as long as the answer took: on a busy machine that may be before what was written just now.
    expect(found.asOf <= (await changes.clock(signal))).toBe(true);
    const future = { ...question, since: '2100-01-01T00:00:00.000' };
    expect((await changes.changedMetadata(['constants'], future)).marks).toEqual([]);
  });

  test('more than were asked for are cut, and that is told', async () => {
    await importMetadata({ constants: ['ChConstant2', 'ChConstant3'].map(constant) });
    const question = { since: '2000-01-01T00:00:00.000', limit: 1, signal };
    expect(await changes.changedMetadata(['constants'], question)).toMatchObject({ isCut: true, marks: [{}] });
  });

  test('deleted objects are told with their type', async () => {
    const since = await changes.clock(signal);
    await instance.importMetadata({ constants: [{ id: 'ChConstant2' }] }, { signal, importStrategy: 'DELETE' });
    const { marks } = await changes.deletedMetadata({ since, limit: 10, signal });
    expect(marks.map(({ type, key }) => `${type}/${key}`)).toEqual(['constants/ChConstant2']);
  });

  test('without data sets and programs nothing is asked in vain', async () => {
    const question = { since: '2000-01-01T00:00:00.000', limit: 1, signal };
    const asked = changes.requestsSent();
    const nowhere = { dataSets: [], dataElements: [], orgUnits: [] };
    expect(await changes.changedDataValues(nowhere, question)).toEqual({ marks: [], isCut: false });
    expect(await changes.changedRegistrations(nowhere, question)).toEqual({ marks: [], isCut: false });
    expect(changes.requestsSent()).toBe(asked);
  });
});
