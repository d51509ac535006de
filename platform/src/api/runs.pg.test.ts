import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { readAudit } from '../store/audit.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { moveRun } from '../store/run-transition.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
let operator: Browser;
let stranger: Browser;
const credentials = { kind: 'basic', username: 'admin', password: 'mot-de-passe-planté' } as const;
const pair = { source: 'capital', target: 'region' };

beforeAll(async () => {
  api = await openTestApi();
  administrator = await browse(api, 'awa', { role: 'administrator' });
  const capital = await addTestInstance(api.access, 'capital');
  const region = await addTestInstance(api.access, 'region');
  operator = await browse(api, 'ousmane', {
    rights: [
      { instanceId: capital, mayWrite: false, mayUnmask: false },
      { instanceId: region, mayWrite: true, mayUnmask: false },
    ],
  });
  stranger = await browse(api, 'yacine', { rights: [{ instanceId: capital, mayWrite: true, mayUnmask: false }] });
});

afterAll(() => api.close());

async function startOne(key?: string): Promise<number> {
  const answer = await operator.ask('POST', '/runs', pair, key === undefined ? {} : { 'idempotency-key': key });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ run: number }>().run;
}

it('registers an instance, changes it, forgets it, and never gives its secret back', async () => {
  const body = { name: 'district', url: 'https://district.example.org/', credentials };
  const added = await administrator.ask('POST', '/instances', body);
  expect([added.statusCode, added.json()]).toEqual([
    201,
    {
      name: 'district',
      url: 'https://district.example.org',
      username: 'admin',
      secretKind: 'password',
      allowSelfSigned: false,
      needsApproval: false,
    },
  ]);
  expect((await administrator.ask('POST', '/instances', body)).json().code).toBe('INSTANCE_EXISTS');
  const moved = await administrator.ask('PATCH', '/instances/district', { url: 'https://elsewhere.example.org' });
  expect(moved.json().code).toBe('INSTANCE_SECRET_WANTED');
  const changed = await administrator.ask('PATCH', '/instances/district', { needsApproval: true });
  expect(changed.json()).toMatchObject({ needsApproval: true, url: 'https://district.example.org' });
  expect((await administrator.ask('GET', '/instances')).body).not.toContain(credentials.password);
  expect((await administrator.ask('DELETE', '/instances/district')).statusCode).toBe(204);
  const told: string[] = [];
  for await (const entry of readAudit(api.access.database, { subjectKind: 'instance' })) {
    told.push(`${entry.actor} ${entry.action}`);
    expect(JSON.stringify(entry)).not.toContain(credentials.password);
  }
  expect(told).toEqual(['awa instance.added', 'awa instance.changed', 'awa instance.removed']);
});

it('starts a run for workers once for its key, and tells the trail who asked', async () => {
  const run = await startOne('demain-matin');
  expect(await startOne('demain-matin')).toBe(run);
  const other = { ...pair, mode: 'diff' };
  const mistaken = await operator.ask('POST', '/runs', other, { 'idempotency-key': 'demain-matin' });
  expect(mistaken.json().code).toBe('IDEMPOTENCY_KEY_USED');
  const detail = (await operator.ask('GET', `/runs/${run}`)).json();
  expect(detail).toMatchObject({ ...pair, state: 'pending', startedBy: 'ousmane', reason: { code: 'RUN_ASKED' } });
  const told: unknown[] = [];
  for await (const { actorKind, actor, address, action } of readAudit(api.access.database, { runId: run })) {
    told.push({ actorKind, actor, address, action });
  }
  expect(told).toEqual([{ actorKind: 'user', actor: 'ousmane', address: '127.0.0.1', action: 'run.created' }]);
});

it('starts one run where two requests come with one key at the same moment', async () => {
  const runs = await Promise.all([startOne('ensemble'), startOne('ensemble'), startOne('ensemble')]);
  expect(new Set(runs).size).toBe(1);
});

it('pauses, resumes and cancels a run, in the words of the reader', async () => {
  const run = await startOne();
  const french = { 'accept-language': 'fr' };
  const paused = await operator.ask('POST', `/runs/${run}/pause`, undefined, french);
  expect(paused.json()).toMatchObject({ state: 'paused', reason: { text: 'pause demandée' } });
  expect((await operator.ask('POST', `/runs/${run}/resume`)).json().state).toBe('pending');
  expect((await operator.ask('POST', `/runs/${run}/cancel`)).json().state).toBe('cancelled');
  expect((await operator.ask('POST', `/runs/${run}/pause`)).json()).toMatchObject({
    code: 'RUN_MOVE_REFUSED',
    status: 409,
  });
  const life = (await operator.ask('GET', `/runs/${run}/transitions`)).json();
  // Another run writes to the same target, so that this one is told to wait, too.
  const states = life.items.map(({ to }: { to: string }) => to);
  const changes = states.filter((state: string, index: number) => state !== states[index - 1]);
  expect(changes).toEqual(['pending', 'paused', 'pending', 'cancelled']);
});

it('lists runs page by page, each once, and none that somebody may not see', async () => {
  const seen: number[] = [];
  let next: number | undefined;
  do {
    const after = next === undefined ? '' : `&after=${next}`;
    const page = (await operator.ask('GET', `/runs?limit=2${after}`)).json();
    seen.push(...page.items.map(({ id }: { id: number }) => id));
    next = page.next;
  } while (next !== undefined);
  expect(seen).toEqual([...new Set(seen)].toSorted((left, right) => right - left));
  expect(seen.length).toBeGreaterThan(2);
  expect((await stranger.ask('GET', '/runs')).json()).toEqual({ items: [] });
});

it('tells what becomes of a run as it happens, and goes on where a reader was cut off', async () => {
  const run = await startOne();
  const move = (to: 'running' | 'cancelled') =>
    inTransaction(api.access.database, (transaction) =>
      moveRun(transaction, run, { to, reason: { code: 'RUN_TAKEN' }, toldBy: 'worker' }),
    );
  await move('running');
  await move('cancelled');
  const whole = await operator.ask('GET', `/runs/${run}/events`);
  expect(whole.headers['content-type']).toMatch('text/event-stream');
  const ids = [...whole.body.matchAll(/^id: (\d+)$/gm)].map((match) => match[1] ?? '');
  expect(ids.length).toBeGreaterThanOrEqual(3);
  expect(whole.body).toMatch(/event: progress\ndata: .*"state":"cancelled".*\n\nevent: end/);
  const rest = await operator.ask('GET', `/runs/${run}/events`, undefined, { 'last-event-id': ids[1] ?? '' });
  expect([...rest.body.matchAll(/^id: (\d+)$/gm)].map((match) => match[1])).toEqual(ids.slice(2));
});

it('gives findings and reports in every form', async () => {
  const run = await startOne();
  expect((await operator.ask('GET', `/runs/${run}/findings`)).json()).toEqual({ items: [] });
  expect((await operator.ask('GET', `/runs/${run}/finding-groups`)).json()).toEqual({ items: [] });
  expect((await operator.ask('GET', `/runs/${run}/pieces`)).json().items).toHaveLength(1);
  expect((await operator.ask('GET', `/runs/${run}/report.json`)).json()).toMatchObject({
    format: 'relais-run-report/1',
  });
  expect((await operator.ask('GET', `/runs/${run}/report.html`)).body).toContain('<html');
  expect((await operator.ask('GET', `/runs/${run}/report.csv`)).body).toContain('"type","key"');
});

it('gives the trail with the newest entry first, by who and what, too', async () => {
  const page = async (query: string) => (await administrator.ask('GET', `/audit?${query}`)).json();
  const newest = await page('order=newest&limit=2');
  expect(newest.items[0].seq).toBe(newest.items[1].seq + 1);
  const older = await page(`order=newest&limit=1&after=${newest.next}`);
  expect(older.items[0].seq).toBe(newest.next - 1);
  const added = await page('action=instance.added&actor=awa');
  expect(added.items.map(({ action, actor }: Record<string, string>) => [action, actor])).toEqual([
    ['instance.added', 'awa'],
  ]);
});

it('defines a replication with its schedule, and runs it', async () => {
  const body = { name: 'nightly', ...pair, options: { only: ['metadata'] } };
  expect((await operator.ask('POST', '/replications', body)).statusCode).toBe(201);
  expect(
    (await operator.ask('POST', '/replications', { ...body, name: 'back', source: 'region', target: 'capital' }))
      .statusCode,
  ).toBe(403);
  const hours = 'timeZone=Africa/Dakar&window=23:00-05:00';
  const meant = await operator.ask('GET', `/schedules/preview?cron=0%2022%20*%20*%201&${hours}`);
  expect(meant.json()).toMatchObject({ words: expect.stringMatching(/22:00.*(Monday|lundi)/) });
  expect(meant.json().next.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))).toEqual(
    Array(5).fill('23:00'),
  );
  const set = await operator.ask('PUT', '/replications/nightly/schedule', {
    cron: '0 22 * * *',
    timeZone: 'Africa/Dakar',
  });
  expect(set.json()).toMatchObject({ cron: '0 22 * * *', isPaused: false, ifRunning: 'wait' });
  expect(set.json().next).toHaveLength(5);
  const wrong = await operator.ask('PUT', '/replications/nightly/schedule', { cron: 'x', timeZone: 'Africa/Dakar' });
  expect(wrong.json()).toMatchObject({ code: 'SCHEDULE_CRON_INVALID', status: 422 });
  expect((await operator.ask('POST', '/replications/nightly/schedule/pause')).json()).toMatchObject({ isPaused: true });
  const started = await operator.ask('POST', '/replications/nightly/runs');
  expect(started.statusCode).toBe(201);
  const listed = (await operator.ask('GET', '/replications')).json().items;
  expect(listed).toMatchObject([{ name: 'nightly', lastRun: { id: started.json().run, state: 'pending' } }]);
  expect((await operator.ask('DELETE', '/replications/nightly')).json().code).toBe('REPLICATION_IN_USE');
  await operator.ask('POST', `/runs/${started.json().run}/cancel`);
  expect((await operator.ask('DELETE', '/replications/nightly')).statusCode).toBe(204);
});
