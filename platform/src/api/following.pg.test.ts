import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { readAudit } from '../store/audit.ts';
import { keepCycle, openFollowing } from '../store/following.ts';
import { whileFollowing } from '../store/following-lock.ts';
import { createReplication, loadReplication } from '../store/replication.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let operator: Browser;
const references = { sourceReference: 'capital', targetReference: 'region' };

beforeAll(async () => {
  api = await openTestApi();
  const ids = [await addTestInstance(api.access, 'capital'), await addTestInstance(api.access, 'region')];
  const rights = ids.map((instanceId) => ({ instanceId, mayWrite: true, mayUnmask: false }));
  operator = await browse(api, 'ousmane', { rights });
  await createReplication(api.access.database, { name: 'close', ...references, options: { dryRun: false } });
});
afterAll(() => api.close());

const shown = async () => (await operator.ask('GET', '/replications/close')).json().follow;

it('lets a replication follow its source, says how closely and how far it is, and lets it be', async () => {
  expect(await shown()).toBeUndefined();
  const followed = await operator.ask('PUT', '/replications/close/follow', { everySeconds: 45 });
  expect([followed.statusCode, followed.json()]).toEqual([200, { everySeconds: 45, fullEverySeconds: 86_400 }]);
  expect((await loadReplication(api.access.database, 'close')).follow).toEqual({
    everyMs: 45_000,
    fullEveryMs: 86_400_000,
  });

  const { id } = await openFollowing(api.access.database, { name: 'close', ...references });
  const [began, ended] = [new Date('2026-11-22T08:00:00Z'), new Date('2026-11-22T08:00:20Z')];
  await keepCycle(api.access.database, id, {
    watermarks: new Map(),
    lookedAt: ended,
    requests: 3,
    cycle: { beganAt: began, endedAt: ended, changes: { dataValues: 2 }, runIds: [], outcome: 'carried' },
  });
  const state = {
    ...{ everySeconds: 45, fullEverySeconds: 86_400 },
    ...{ lookedAt: ended.toISOString(), changedAt: began.toISOString(), lagMs: 20_000 },
  };
  expect(await shown()).toEqual(state);
  const [listed] = (await operator.ask('GET', '/replications')).json().items;
  expect(listed).toMatchObject({ name: 'close', follow: state });

  expect((await operator.ask('DELETE', '/replications/close/follow')).statusCode).toBe(204);
  expect(await shown()).toBeUndefined();
  const told = [];
  for await (const entry of readAudit(api.access.database, { action: 'replication.followed' })) told.push(entry);
  expect(told.map(({ actor, subject }) => [actor, subject])).toEqual(Array(2).fill(['ousmane', 'close']));
  expect(JSON.parse(told[1]?.before ?? '')).toEqual({ follow: { everyMs: 45_000, fullEveryMs: 86_400_000 } });
});

it('refuses a pace that no source should be asked at', async () => {
  for (const body of [{ everySeconds: 0 }, { fullEverySeconds: 59 }, { everySeconds: 1.5 }, { everyMs: 1_000 }])
    expect((await operator.ask('PUT', '/replications/close/follow', body)).json().code).toBe('REQUEST_INVALID');
});

it('says that following begins or stops while what was asked for is not yet so', async () => {
  const { database } = api.access;
  const state = async () => {
    const [listed] = (await operator.ask('GET', '/replications')).json().items;
    const one = (await operator.ask('GET', '/replications/close')).json();
    expect(listed.followState).toBe(one.followState);
    return one.followState;
  };
  const { id } = await loadReplication(database, 'close');
  expect(await state()).toBeUndefined();
  await operator.ask('PUT', '/replications/close/follow', {});
  expect(await state()).toBe('starting');
  await whileFollowing(database, async (held) => {
    await held.begin(id);
    expect(await state()).toBe('following');
    await operator.ask('DELETE', '/replications/close/follow');
    expect(await state()).toBe('stopping');
    expect(await shown()).toBeUndefined();
    await held.end(id);
    expect(await state()).toBeUndefined();
    await held.begin(id);
  });
  // Who followed is gone, and with it what it held.
  expect(await state()).toBeUndefined();
});
