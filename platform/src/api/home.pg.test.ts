import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { startRun } from '../runs/start-run.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { createLedger } from '../store/ledger.ts';
import { saveRunOutcome } from '../store/run.ts';
import { moveRun } from '../store/run-transition.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
let reader: Browser;
let stranger: Browser;
const pair = { source: 'capital', target: 'region' };
const options = { dryRun: false };
const counts = {
  ...{ read: 10, created: 6, updated: 1, unchanged: 1, refused: 2 },
  ...{ skipped: 0, impossible: 0, deleted: 0, verified: 8 },
};
let refusedRun: number;

beforeAll(async () => {
  api = await openTestApi({ now: () => new Date() });
  const capital = await addTestInstance(api.access, 'capital');
  const region = await addTestInstance(api.access, 'region');
  administrator = await browse(api, 'awa', { role: 'administrator' });
  const rights = [capital, region].map((instanceId) => ({ instanceId, mayWrite: false, mayUnmask: false }));
  reader = await browse(api, 'rama', { role: 'reader', rights });
  stranger = await browse(api, 'yacine', { role: 'operator' });
  refusedRun = await endedRun();
});

afterAll(() => api.close());

/** A run that ended with two refusals. */
async function endedRun(): Promise<number> {
  const { database } = api.access;
  const run = await startRun(database, { mode: 'replicate', ...pair, options, startedBy: 'awa' });
  const finding = { type: 'dataElements', cause: 'refused', code: 'E5003', message: 'is not unique' } as const;
  await createLedger(database, run).finishChunk({
    stage: 'metadata',
    key: 'wave-0',
    counts: { dataElements: { refused: 2 } },
    findings: [
      { ...finding, key: 'fbfJHSPpUQD' },
      { ...finding, key: 'cYeuwXTCPkU' },
    ],
  });
  await inTransaction(database, async (transaction) => {
    const toldBy = 'worker';
    await moveRun(transaction, run, { to: 'running', reason: { code: 'RUN_TAKEN' }, toldBy });
    const findings = { refused: 2, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
    const totals = { dataElements: counts };
    const provenBefore = { types: { dataElements: 3 }, oldestAt: '2026-11-20T02:30:00.000Z', oldestBy: 41 };
    await saveRunOutcome(transaction, run, { verdict: 'identical-except-refusals', totals, findings, provenBefore });
    const reason = { code: 'RUN_DONE_WITH_REFUSALS' } as const;
    await moveRun(transaction, run, { to: 'completed-with-refusals', reason, toldBy });
  });
  return run;
}

it('shows what ran and what needs a person, with the numbers of thirty days', async () => {
  const home = (await administrator.ask('GET', '/home', undefined, { 'accept-language': 'fr' })).json();
  expect(home.running).toEqual([]);
  expect(home.last).toMatchObject([{ id: refusedRun, state: 'completed-with-refusals' }]);
  expect(home.needs).toEqual([
    expect.objectContaining({ kind: 'refusals', run: refusedRun, count: 2, ...pair, reason: expect.anything() }),
  ]);
  expect(home.instances).toMatchObject([{ name: 'capital' }, { name: 'region', lastGoodRunAt: expect.any(String) }]);
  expect(home.kpis).toMatchObject({ runs: 1, objectsWritten: 7 });
  expect(home.days).toHaveLength(30);
  expect(home.days.at(-1)).toMatchObject({ runs: 1, failed: 0, objectsWritten: 7, refused: 2 });
  expect(home.days[0]).toMatchObject({ runs: 0, objectsWritten: 0 });
});

it('shows a reader the runs and no numbers, and a stranger nothing', async () => {
  const seen = (await reader.ask('GET', '/home')).json();
  expect(seen).toMatchObject({ last: [{ id: refusedRun }], needs: [{ kind: 'refusals' }] });
  expect(seen.kpis).toBeUndefined();
  expect((await stranger.ask('GET', '/home')).json()).toMatchObject({ last: [], needs: [], instances: [] });
});

it('explains groups of findings in plain language, and tries one again by a run of that type', async () => {
  const asked = await administrator.ask('GET', `/runs/${refusedRun}/finding-groups`, undefined, {
    'accept-language': 'fr',
  });
  const [group] = asked.json().items;
  expect(group).toMatchObject({ type: 'dataElements', code: 'E5003', objects: 2 });
  expect(group.explanation.means.length).toBeGreaterThan(10);
  const key = { cause: 'refused', type: 'dataElements', code: 'E5003' };
  const again = await administrator.ask('POST', `/runs/${refusedRun}/finding-groups/retry`, key);
  expect(again.statusCode, again.body).toBe(201);
  const started = (await administrator.ask('GET', `/runs/${again.json().run}`)).json();
  expect(started).toMatchObject({ ...pair, state: 'pending', options: { only: ['dataElements'] } });
  const none = { ...key, code: 'E9999' };
  const refused = await administrator.ask('POST', `/runs/${refusedRun}/finding-groups/retry`, none);
  expect(refused.json()).toMatchObject({ code: 'FINDING_GROUP_UNKNOWN', status: 404 });
  // It goes on now, so that nobody has to look after it.
  const home = (await administrator.ask('GET', '/home')).json();
  expect(home.running).toMatchObject([{ id: again.json().run, advances: [] }]);
  expect(home.needs).toEqual([]);
});

it('lists the runs of a mode or between two instances', async () => {
  const ids = async (query: string) =>
    (await administrator.ask('GET', `/runs?${query}`)).json().items.map(({ id }: { id: number }) => id);
  expect(await ids('mode=diff')).toEqual([]);
  expect(await ids('mode=replicate&source=capital&target=region')).toContain(refusedRun);
  expect(await ids('target=elsewhere')).toEqual([]);
});

it('names each finding by a number, with a way to its object', async () => {
  const { items } = (await administrator.ask('GET', `/runs/${refusedRun}/findings?code=E5003`)).json();
  expect(items).toMatchObject([{ id: expect.any(Number), key: 'fbfJHSPpUQD', isMasked: false }, {}]);
  const path = `/runs/${refusedRun}/findings/${items[0].id}/unmask`;
  expect((await administrator.ask('POST', path)).json()).toMatchObject({ code: 'FINDING_NOT_MASKED', status: 422 });
  expect((await reader.ask('POST', path)).json().code).toBe('ACCESS_DENIED');
});

it('says what of a verdict goes back to an earlier run', async () => {
  const told = (await administrator.ask('GET', `/runs/${refusedRun}`)).json();
  const provenBefore = { objects: 3, of: counts.read, oldestAt: '2026-11-20T02:30:00.000Z', oldestBy: 41 };
  expect(told).toMatchObject({ verdict: 'identical-except-refusals', provenBefore });
});

it('takes several states at once, and refuses what is none', async () => {
  const two = await administrator.ask('GET', '/runs?state=failed,completed-with-refusals');
  expect(two.json().items).toMatchObject([{ id: refusedRun }]);
  expect((await administrator.ask('GET', '/runs?verdict=identical')).json().items).toEqual([]);
  expect((await administrator.ask('GET', '/runs?state=failed,lost')).statusCode).toBe(400);
});

it('tells the state of the service, and what its codes mean', async () => {
  expect((await administrator.ask('GET', '/system')).json()).toMatchObject({
    version: '0.0.0',
    database: { version: expect.stringMatching(/^\d+/), migration: expect.stringMatching(/^\d{4}-/) },
    workers: [],
  });
  const codes = (await administrator.ask('GET', '/codes', undefined, { 'accept-language': 'fr' })).json();
  expect(codes.errors).toContainEqual(
    expect.objectContaining({ code: 'RUN_UNKNOWN', status: 404, hint: expect.stringMatching(/\S/) }),
  );
  expect(codes.findings).toContainEqual(expect.objectContaining({ area: 'metadata', code: 'E5003' }));
});
