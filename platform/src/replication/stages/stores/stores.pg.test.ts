import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { newRun, runOnce } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = ['dataStore', 'userDataStore'];

/** A user of the same name on both sides, under another UID on the target. */
const agent = (id: string) => ({
  id,
  username: 'agent',
  firstName: 'Agent',
  surname: 'Saisie',
  password: 'Abc-12345x',
  userRoles: [{ id: 'yrB6vc5Ip3r' }],
});

async function fill({ source, target }: StandinPair): Promise<void> {
  const ask = askStandin(source.url);
  await ask('POST', '/api/metadata', { users: [agent('AgentSource'), { ...agent('AloneSource'), username: 'alone' }] });
  await askStandin(target.url)('POST', '/api/metadata', { users: [agent('AgentSource')] });
  await ask('PUT', '/api/dataStore/app/plain', '{"a":1,"big":12345678901234567890.10,"e":{},"l":[],"n":null}');
  await ask('PUT', '/api/dataStore/app/secret?encrypt=true', '{"token":"t"}');
  await ask('PUT', '/api/dataStore/app/nothing', 'null');
  await ask('PUT', '/api/dataStore/app/text', '"{\\"looks\\":\\"json\\"}"');
  await ask('PUT', '/api/dataStore/app/plan.v2.json', '2');
  await ask('PUT', '/api/dataStore/app/with%20space', '3');
  await ask('PUT', `/api/dataStore/${encodeURIComponent('née.à')}/clé`, '"é"');
  await ask('PUT', '/api/dataStore/quotes/a%22b', '4');
  await ask('PUT', '/api/dataStore/quotes/hidden?encrypt=true', '5');
  await ask('PUT', '/api/dataStore/settings-translations/x', '{}');
  const { id } = await ask('GET', '/api/dataStore/app/plain/metaData');
  const userAccesses = ['AgentSource', 'AloneSource'].map((uid) => ({ id: uid, access: 'rw------' }));
  const object = { publicAccess: 'r-------', userAccesses, userGroupAccesses: [] };
  await ask('PUT', `/api/sharing?type=dataStore&id=${id}`, { object });
  await ask('POST', '/api/userDataStore/app/pref?username=agent', '{"x":1}');
  await ask('POST', '/api/userDataStore/app/pref?username=alone', '{"x":2}');
  await ask('POST', '/api/userDataStore/app/token.v1.json?username=agent&encrypt=true', '"t"');
}

describe.each([
  ['2.42.4.1', '2.40.1'],
  ['2.40.1', '2.41.5.1'],
  ['2.41.5.1', '2.42.4.1'],
] as const)('the stores, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await fill(pair);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  });
  afterAll(() => pair.close());

  async function run(runId?: number) {
    const ended = await runOnce({
      database: store.database,
      source,
      target,
      options: { only },
      ...(runId === undefined ? {} : { runId }),
    });
    const { dataStore, userDataStore } = ended.totals;
    for (const counts of [dataStore, userDataStore]) expect(counts && countsAddUp(counts)).toBe(true);
    return { ...ended, dataStore, userDataStore, told: await toldBy(store.database, ended.runId) };
  }

  it('arrive with every digit, encryption and sharing; a second run changes nothing', async () => {
    const first = await run();
    expect(first.dataStore).toMatchObject({ read: 10, created: 9, skipped: 1, verified: 9 });
    expect(first.userDataStore).toMatchObject({ read: 3, created: 2, skipped: 1, verified: 2 });
    expect(first.verdict).toBe('identical');
    expect(first.told.map(({ type, key, code }) => [type, key, code])).toEqual([
      ['dataStore', 'app/plain', 'RECIPIENT_UNKNOWN'],
      ['dataStore', 'settings-translations', 'OWN_NAMESPACE'],
      ['userDataStore', 'alone', 'USER_NOT_ON_TARGET'],
    ]);
    const ask = askStandin(pair.target.url);
    expect(await ask.text('/api/dataStore/app/plain')).toContain('12345678901234567890.10');
    expect(await ask.text('/api/dataStore/app/plan.v2.json')).toBe('2');
    const shown = await ask.text('/api/dataStore/app?fields=.&includeAll=true&filter=_:eq:secret');
    expect(shown).toContain('{"key":"secret","value":null}');
    expect(await ask.text('/api/dataStore/app/secret')).toBe('{"token":"t"}');
    expect(await ask.text('/api/dataStore/quotes?fields=.&includeAll=true')).toContain('{"key":"hidden","value":null}');
    const { sharing } = await ask('GET', '/api/dataStore/app/plain/metaData');
    expect(sharing).toMatchObject({ public: 'r-------', users: { AgentSource: { access: 'rw------' } } });
    const second = await run();
    expect(second.dataStore).toMatchObject({ created: 0, updated: 0, unchanged: 9 });
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
  });

  it('are brought to the same state where the target differs, others’ stores untouched', async () => {
    const ask = askStandin(pair.target.url);
    await ask('PUT', '/api/dataStore/app/plain', '{"a":2}');
    await ask('DELETE', '/api/dataStore/app/secret');
    await ask('POST', '/api/dataStore/app/secret', '{"token":"t"}');
    await ask('DELETE', '/api/dataStore/app/text');
    await ask('POST', '/api/dataStore/app/text?encrypt=true', '"other"');
    await ask('DELETE', '/api/userDataStore/app/pref?username=agent');
    await ask('POST', '/api/userDataStore/app/pref?username=agent', '{"x":9}');
    await ask('POST', '/api/userDataStore/app/pref', '"of the administrator"');
    await ask('PUT', '/api/dataStore/app/extra', '1');
    const ended = await run();
    expect(ended.dataStore).toMatchObject({ created: 0, updated: 3, unchanged: 6 });
    expect(ended.userDataStore).toMatchObject({ updated: 1, unchanged: 1 });
    expect(ended.verdict).toBe('identical');
    expect(ended.told.filter(({ code }) => code === 'EXTRA_ON_TARGET').map(({ key }) => key)).toEqual(['app/extra']);
    expect(await ask.text('/api/userDataStore/app/pref?username=agent')).toBe('{"x":1}');
    expect(await ask.text('/api/userDataStore/app/pref')).toBe('"of the administrator"');
  });

  it('lose what is removed, and nothing else', async () => {
    const options = { signal: AbortSignal.timeout(600_000) };
    const gone = ['app/extra', 'app/plan.v2', 'app/never'].map((key) => ({ key, content: undefined }));
    expect(await target.entries.remove('dataStore', 'app', gone, options)).toEqual([]);
    const mine = [{ key: 'agent/app/token.v1', content: undefined }];
    expect(await target.entries.remove('userDataStore', 'agent', mine, options)).toEqual([]);
    const ask = askStandin(pair.target.url);
    const left = ['nothing', 'plain', 'secret', 'text', 'with space'];
    expect(new Set(Object.values(await ask('GET', '/api/dataStore/app')))).toEqual(new Set(left));
    expect(await ask('GET', '/api/userDataStore/app?username=agent')).toEqual(['pref']);
    expect((await run()).verdict).toBe('identical');
  });

  it('are told when the target refuses, and go on after a kill', async () => {
    const ask = askStandin(pair.target.url);
    await ask('DELETE', '/api/dataStore/app');
    await ask('DELETE', '/api/dataStore/quotes');
    const killed = new AbortController();
    const dying = {
      ...target,
      entries: {
        ...target.entries,
        write: async (...args: Parameters<typeof target.entries.write>) => {
          const refusals = await target.entries.write(...args);
          killed.abort(new Error('killed'));
          return refusals;
        },
      },
    };
    const runId = await newRun(store.database);
    const broken = runOnce({
      database: store.database,
      source,
      target: dying,
      runId,
      options: { only },
      signal: killed.signal,
    });
    await expect(broken).rejects.toThrow('killed');
    const ended = await run(runId);
    expect(ended.verdict).toBe('identical');
    expect(ended.dataStore).toMatchObject({ read: 10, skipped: 1, verified: 9 });
  });
});

it('keeps no value of a store in the ledger', async () => {
  const pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await askStandin(pair.source.url)('PUT', '/api/dataStore/app/k', '"very secret words"');
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const { runId } = await runOnce({ database: store.database, source, target, options: { only } });
  const chunks = await store.database.selectFrom('chunk').selectAll().where('run_id', '=', runId).execute();
  expect(chunks.map(({ key }) => key)).toContain('dataStore/app');
  expect(JSON.stringify(chunks)).not.toContain('secret words');
  await pair.close();
});
