import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance } from '../access/testing/open-access.ts';
import { readAudit } from '../store/audit.ts';
import { createReplication } from '../store/replication.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
let operator: Browser;
const secret = 'secret-planté-de-vingt-quatre-lettres';
const received: string[] = [];
const receiver = createServer((request, response) => {
  request.on('data', (part: Buffer) => received.push(part.toString()));
  request.on('end', () => response.writeHead(200).end('merci'));
});

beforeAll(async () => {
  api = await openTestApi();
  administrator = await browse(api, 'awa', { role: 'administrator' });
  const capital = await addTestInstance(api.access, 'capital');
  const region = await addTestInstance(api.access, 'region');
  const rights = [capital, region].map((instanceId) => ({ instanceId, mayWrite: false, mayUnmask: false }));
  operator = await browse(api, 'ousmane', { rights });
  const pair = { sourceReference: 'capital', targetReference: 'region', options: { dryRun: false } };
  await createReplication(api.access.database, { name: 'nightly', ...pair });
  await createReplication(api.access.database, { name: 'elsewhere', ...pair, targetReference: 'unknown' });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  receiver.close();
  await api.close();
});

const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

it('sets a channel, keeps its secret, and never tells it', async () => {
  const wanted = { kind: 'webhook', settings: { url: url() } };
  const without = await administrator.ask('PUT', '/notices/channels/alarm', wanted);
  expect(without.json()).toMatchObject({ status: 400, errors: [{ path: 'body.secret' }] });
  const set = await administrator.ask('PUT', '/notices/channels/alarm', { ...wanted, secret });
  expect(set.json()).toEqual({ name: 'alarm', ...wanted, hasSecret: true });
  // Once it is there, the rest may be changed without it.
  expect((await administrator.ask('PUT', '/notices/channels/alarm', wanted)).statusCode).toBe(200);
  const listed = await administrator.ask('GET', '/notices/channels');
  expect(listed.json().items).toEqual([{ name: 'alarm', ...wanted, hasSecret: true }]);
  expect((await operator.ask('GET', '/notices/channels')).json().items[0].settings).toEqual({});
  for await (const entry of readAudit(api.access.database, { subjectKind: 'channel' })) {
    expect(JSON.stringify(entry)).not.toContain(secret);
  }
});

it('says what is wrong with settings', async () => {
  const body = { kind: 'webhook', secret };
  for (const url of ['ftp://example.org', '»兇~¿ê', 'https://user:secret@example.org']) {
    const refused = await administrator.ask('PUT', '/notices/channels/wrong', { ...body, settings: { url } });
    expect(refused.json()).toMatchObject({ code: 'REQUEST_INVALID', errors: [{ path: 'body.settings' }] });
  }
});

it('tests a channel at once', async () => {
  const tested = await administrator.ask('POST', '/notices/channels/alarm/test', { language: 'fr' });
  expect([tested.statusCode, tested.json()]).toEqual([200, { answer: expect.stringContaining('200') }]);
  expect(received.join('')).toContain('Ce canal fonctionne');
  expect((await administrator.ask('POST', '/notices/channels/none/test', {})).json().code).toBe(
    'NOTICE_CHANNEL_UNKNOWN',
  );
});

it('lets operators rule what concerns replications of theirs alone', async () => {
  const rule = {
    channel: 'alarm',
    severity: 'critical',
    quietHours: { from: '22:00', until: '06:30' },
    digest: { dailyAt: '08:00' },
  };
  const set = await operator.ask('PUT', '/notices/rules/mine', { ...rule, replications: ['nightly'] });
  expect(set.json()).toMatchObject({ name: 'mine', ...rule, enabled: true, replications: ['nightly'] });
  expect((await operator.ask('PUT', '/notices/rules/all', rule)).json().code).toBe('ACCESS_DENIED');
  const foreign = { ...rule, replications: ['nightly', 'elsewhere'] };
  expect((await operator.ask('PUT', '/notices/rules/foreign', foreign)).json().code).toBe('ACCESS_DENIED');
  expect((await administrator.ask('PUT', '/notices/rules/all', rule)).statusCode).toBe(200);
  // A rule of others is neither seen, nor taken over, nor removed.
  const names = (await operator.ask('GET', '/notices/rules')).json().items.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['mine']);
  const taken = await operator.ask('PUT', '/notices/rules/all', { ...rule, replications: ['nightly'] });
  expect(taken.json().code).toBe('ACCESS_DENIED');
  expect((await operator.ask('DELETE', '/notices/rules/all')).json().code).toBe('ACCESS_DENIED');
  expect((await operator.ask('DELETE', '/notices/rules/mine')).statusCode).toBe(204);
  expect((await administrator.ask('DELETE', '/notices/rules/mine')).json().code).toBe('NOTICE_RULE_UNKNOWN');
});

it('refuses a rule for an event or a channel that there is not', async () => {
  const unknown = await administrator.ask('PUT', '/notices/rules/x', { channel: 'alarm', events: ['no.such'] });
  expect(unknown.json()).toMatchObject({ code: 'REQUEST_INVALID', status: 400 });
  const nowhere = await administrator.ask('PUT', '/notices/rules/x', { channel: 'nowhere' });
  expect(nowhere.json().code).toBe('NOTICE_CHANNEL_UNKNOWN');
});

it('names the events in the reader’s language, and keeps a log of deliveries', async () => {
  const events = await administrator.ask('GET', '/notices/events', undefined, { 'accept-language': 'fr' });
  expect(events.json().items).toContainEqual(
    expect.objectContaining({ name: 'run.failed', severity: 'critical', subject: '{source} → {target}\u00A0: échec' }),
  );
  expect((await administrator.ask('GET', '/notices/deliveries?state=failed')).json()).toEqual({ items: [] });
});
