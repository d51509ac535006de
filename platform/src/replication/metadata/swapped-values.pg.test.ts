import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { countsAddUp, noCounts } from '../../model/counts.ts';
import type { ImportReport } from '../../model/import-report.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { newRun, runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = ['constants', 'indicatorTypes'];
const named = (id: string, name: string) => ({ id, name, shortName: name, code: name.toUpperCase(), value: 1 });
const uids = ['SwapOfOne01', 'SwapOfTwo02', 'SwapOfTre03', 'SwapOfFou04'];

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('objects that swapped their names, on %s', (release) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
    [source, target] = [await pair.connect('source'), await pair.connect('target')];
  });
  afterAll(() => pair.close());

  /** Gives the source's objects these names, by way of others. */
  async function name(...names: string[]): Promise<void> {
    const ask = askStandin(pair.source.url);
    for (const way of [uids, names]) {
      const constants = way.map((each, at) => named(uids[at] ?? '', each));
      await ask('POST', '/api/metadata', { constants });
    }
  }

  async function namesOnTarget(): Promise<unknown[]> {
    const { constants } = await askStandin(pair.target.url)('GET', '/api/constants?paging=false&fields=id,name,code');
    const names = new Map((constants as MetadataObject[]).map((each) => [each.id, each.name]));
    return uids.flatMap((uid) => (names.has(uid) ? [names.get(uid)] : []));
  }

  async function run(more: Partial<TestRun> = {}) {
    const ended = await runOnce({ database: store.database, source, target, options: { only }, ...more });
    expect(countsAddUp(ended.totals.constants ?? noCounts)).toBe(true);
    const told = (await toldBy(store.database, ended.runId)).filter(({ cause }) => cause !== 'skipped');
    return { ...ended, told: told.map(({ key, code }) => `${key} ${code}`) };
  }

  it('have them on the target too: two, three in a ring, and those in a row behind; a second run changes nothing', async () => {
    await name('Un', 'Deux', 'Trois', 'Quatre');
    expect((await run()).totals.constants).toMatchObject({ created: 4 });
    await name('Deux', 'Un', 'Trois', 'Quatre');
    const two = await run();
    expect(two.told).toEqual([]);
    expect(two.totals.constants).toMatchObject({ updated: 2, unchanged: 2, verified: 4 });
    await name('Trois', 'Deux', 'Quatre', 'Un');
    expect(await run()).toMatchObject({ told: [], totals: { constants: { updated: 4 } } });
    await name('Quatre', 'Trois', 'Un', 'Deux');
    expect(await run()).toMatchObject({ told: [], verdict: 'identical' });
    expect(await namesOnTarget()).toEqual(['Quatre', 'Trois', 'Un', 'Deux']);
    await name('Neuf', 'Quatre', 'Trois', 'Un');
    expect(await run()).toMatchObject({ told: [], verdict: 'identical' });
    expect((await run()).totals.constants).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
  });

  it('go on where a run was killed between the two steps', async () => {
    await name('Un', 'Deux', 'Trois', 'Quatre');
    await run();
    await name('Deux', 'Un', 'Trois', 'Quatre');
    const killed = new AbortController();
    const dying: typeof target = {
      ...target,
      async importMetadata(payload, options) {
        const report = await target.importMetadata(payload, options);
        if (JSON.stringify(payload).includes(`(${uids[0]})`)) killed.abort(new Error('killed'));
        return report;
      },
    };
    const runId = await newRun(store.database);
    await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
    expect(await namesOnTarget()).toContain(`Deux (${uids[0]})`);
    expect(await run({ runId })).toMatchObject({ told: [], verdict: 'identical' });
    expect(await namesOnTarget()).toEqual(['Deux', 'Un', 'Trois', 'Quatre']);
  });

  it('keep what they had where the target does not take one in the end', async () => {
    await name('Un', 'Deux', 'Trois', 'Quatre');
    await run();
    await name('Deux', 'Un', 'Trois', 'Quatre');
    const stubborn: typeof target = {
      ...target,
      async importMetadata(payload, options): Promise<ImportReport> {
        const isRight = payload.constants?.some(({ id, name: given }) => id === uids[0] && given === 'Deux') === true;
        if (!isRight) return target.importMetadata(payload, options);
        const error = { type: 'constants', uid: uids[0], code: 'E5003', message: 'taken' };
        const stats = { created: 0, updated: 0, deleted: 0, ignored: 1, total: 1 };
        return { status: 'ERROR', stats, errors: [error], warnings: [], detailed: true, httpStatus: 409 };
      },
    };
    const ended = await run({ target: stubborn });
    expect(ended.told).toEqual([`${uids[0]} E5003`, `${uids[1]} E5003`]);
    expect(await namesOnTarget()).toEqual(['Un', 'Deux', 'Trois', 'Quatre']);
  });
});
