import { type AddressInfo, createConnection } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { startRun } from '../runs/start-run.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { saveNotice } from '../store/notice.ts';
import { moveRun } from '../store/run-transition.ts';
import { saveStageEnd, saveStageStart } from '../store/stage.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let reader: Browser;
let stranger: Browser;
let run: number;
const options = { dryRun: false };
const french = { 'accept-language': 'fr' };

beforeAll(async () => {
  api = await openTestApi({ now: () => new Date() });
  const capital = await addTestInstance(api.access, 'capital');
  const region = await addTestInstance(api.access, 'region');
  const rights = [capital, region].map((instanceId) => ({ instanceId, mayWrite: false, mayUnmask: false }));
  reader = await browse(api, 'rama', { role: 'reader', rights });
  stranger = await browse(api, 'yacine', { role: 'operator' });
  run = await start();
  await saveStageStart(api.access.database, run, 'metadata');
  await saveNotice(api.access.database, run, { stage: 'metadata', fr: 'la cible est lente', en: 'the target is slow' });
  await saveStageEnd(api.access.database, run, 'metadata', '12 objects');
  await fail(run);
});

afterAll(() => api.close());

function start(): Promise<number> {
  const { database } = api.access;
  return startRun(database, { mode: 'diff', source: 'capital', target: 'region', options, startedBy: 'awa' });
}

function fail(id: number) {
  const reason = { code: 'DHIS2_UNREACHABLE', args: { address: 'https://region.example.org', reason: 'x' } } as const;
  return inTransaction(api.access.database, (transaction) =>
    moveRun(transaction, id, { to: 'failed', reason, toldBy: 'worker' }),
  );
}

async function entries(query: string, asking = reader) {
  return (await asking.ask('GET', `/logs?${query}`, undefined, french)).json();
}

it('tells what happened, the newest first, with codes and in the reader’s language', async () => {
  const { items } = await entries(`run=${run}`);
  const told = items.map(({ kind, level, code, stage, state }: Record<string, string>) => ({
    kind,
    level,
    code,
    stage,
    state,
  }));
  expect(told).toEqual([
    { kind: 'transition', level: 'error', code: 'DHIS2_UNREACHABLE', state: 'failed' },
    { kind: 'stage', level: 'info', code: 'STAGE_ENDED', stage: 'metadata' },
    { kind: 'notice', level: 'info', stage: 'metadata' },
    { kind: 'stage', level: 'info', code: 'STAGE_BEGUN', stage: 'metadata' },
    { kind: 'transition', level: 'info', code: 'RUN_ASKED', state: 'pending' },
  ]);
  expect(items[2].text).toBe('la cible est lente');
  expect(items[0].text).toContain('region.example.org');
  expect(items[0]).toMatchObject({ source: 'capital', target: 'region', run });
});

it('gives every entry once, page by page', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await entries(`limit=2${after === undefined ? '' : `&after=${after}`}`);
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

it('filters by level, kind, code and time', async () => {
  const count = async (query: string) => (await entries(query)).items.length;
  expect(await count('level=warning')).toBe(1);
  expect(await count('kind=stage')).toBe(2);
  expect(await count('code=STAGE_ENDED')).toBe(1);
  expect(await count('since=2200-01-01T00:00:00Z')).toBe(0);
  expect(await count('run=999999')).toBe(0);
  expect((await entries('level=loud')).code).toBe('REQUEST_INVALID');
});

it('is closed to those who see neither instance', async () => {
  expect(await entries('', stranger)).toEqual({ items: [] });
});

it('is saved for spreadsheets and for programs', async () => {
  const csv = await reader.ask('GET', `/logs/export.csv?run=${run}`, undefined, french);
  expect(csv.headers['content-disposition']).toContain('relais-log.csv');
  expect(csv.body.trim().split('\r\n').length + csv.body.trim().split('\n').length).toBeGreaterThanOrEqual(7);
  expect(csv.body).toContain('DHIS2_UNREACHABLE');
  expect((await reader.ask('GET', `/logs/export.json?run=${run}`)).json()).toHaveLength(5);
  expect((await reader.ask('GET', '/logs/export.json?run=999999')).json()).toEqual([]);
});

it('is followed as it happens, from where a reader was cut off', async () => {
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const [newest] = (await entries(`run=${run}`)).items;
  const other = await start();
  await fail(other);
  const cookie = Object.entries(reader.cookies).map(([name, value]) => `${name}=${value}`);
  const socket = createConnection(port, '127.0.0.1');
  const head = ['GET /api/v1/logs/events?kind=transition HTTP/1.1', 'Host: x', `Cookie: ${cookie.join('; ')}`];
  socket.write(`${[...head, `Last-Event-ID: ${newest.id}`].join('\r\n')}\r\n\r\n`);
  let text = '';
  for await (const part of socket) {
    text += String(part);
    if (text.includes('"failed"')) break;
  }
  const runs = [...text.matchAll(/"run":(\d+)/g)].map((match) => Number(match[1]));
  expect(new Set(runs)).toEqual(new Set([other]));
  expect(text).toMatch(/event: entry/);
});
