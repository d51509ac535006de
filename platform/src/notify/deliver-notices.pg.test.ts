import { startStandin } from '@relais/standin/server.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../dhis2/retry.ts';
import { type Answer, type SmallServer, startSmallServer } from '../dhis2/testing/small-server.ts';
import type { NoticeEvent } from '../model/notice-event.ts';
import type { NoticeRule } from '../model/notice-rule.ts';
import { openDatabase } from '../store/database.ts';
import { saveInstance } from '../store/instance.ts';
import { listChannels, removeChannel, saveChannel } from '../store/notice-channel.ts';
import { listDeliveries, removeOldNotices } from '../store/notice-delivery.ts';
import { tellEvent } from '../store/notice-event.ts';
import { saveRule } from '../store/notice-rule.ts';
import type { ChannelKind } from '../store/notice-tables.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { bindingOfChannel } from '../vault/bindings.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { deliverNotices, deliverOnce } from './deliver-notices.ts';
import { testChannel } from './test-channel.ts';

const vault = createVault(parseKeyRing('ab'.repeat(32)));
const { signal } = new AbortController();

let store: TestDatabase;
let receiver: SmallServer;
let answer: Answer;
let now: number;
const clock: Clock = { now: () => now, sleep: async () => undefined, random: () => 0.5 };
const minutes = (count: number) => count * 60_000;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  now = Date.UTC(2026, 2, 10, 10, 0, 0);
  answer = (_request, response) => response.end('taken');
  receiver = await startSmallServer((...told) => answer(...told));
  await channel('webhook', { url: receiver.url }, 'planted-webhook-secret');
});
afterEach(async () => {
  for (const { name } of await listChannels(store.database)) await removeChannel(store.database, name);
  await store.database.deleteFrom('notice_event').execute();
  await receiver.close();
});

async function channel(kind: ChannelKind, settings: unknown, secret?: string, name: string = kind): Promise<void> {
  const sealed = secret === undefined ? undefined : vault.seal(secret, bindingOfChannel({ name, kind }));
  await saveChannel(store.database, { name, kind, settings, secret: sealed });
}

async function rule(change: Partial<NoticeRule> = {}): Promise<void> {
  const usual: NoticeRule = {
    ...{ name: 'team', isEnabled: true, channel: 'webhook', recipient: '', language: 'en', leastSeverity: 'warning' },
    ...{ timeZone: 'UTC', repeatAfterMinutes: 60, ...change },
  };
  const found = (await listChannels(store.database)).find(({ name }) => name === usual.channel);
  await saveRule(store.database, found?.id ?? expect.fail(), usual);
}

const failed = (more: Partial<NoticeEvent> = {}) =>
  ({
    name: 'run.failed',
    args: { run: 12, source: 'production', target: 'training', code: 'DHIS2_UNREACHABLE' },
    replication: 'nightly',
    runId: 12,
    happenedAt: new Date(now),
    ...more,
  }) as NoticeEvent;
const paused = (): NoticeEvent => ({
  name: 'run.paused',
  args: { run: 12, source: 'production', target: 'training', code: 'RUN_PAUSE_ASKED' },
  replication: 'nightly',
  happenedAt: new Date(now),
});

const tell = (event: NoticeEvent) => tellEvent(store.database, event);
const round = () => deliverOnce({ database: store.database, vault, clock }, signal);
const received = () => receiver.seen.map(({ body }) => JSON.parse(body));
const states = async () => (await listDeliveries(store.database)).map(({ state }) => state).reverse();

describe('telling', () => {
  test('what happens in a transaction is told if and only if that happens', async () => {
    await rule();
    const undone = store.database.transaction().execute(async (transaction) => {
      await tellEvent(transaction, failed());
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await round()).toEqual({ routed: 0, sent: 0, failed: 0 });
    await tell(failed());
    expect(await round()).toEqual({ routed: 1, sent: 1, failed: 0 });
    expect(await round()).toEqual({ routed: 0, sent: 0, failed: 0 });
    expect(received()).toMatchObject([{ type: 'run.failed', subject: 'production → training: failed' }]);
  });

  test('each rule in its language, with its reason in words; whom it does not concern is left alone', async () => {
    await rule({ name: 'fr', language: 'fr' });
    await rule({ name: 'en' });
    await rule({ name: 'others', replications: ['weekly'] });
    await tell(paused());
    await round();
    expect(
      received()
        .map(({ text }) => text.split('\n')[0])
        .sort(),
    ).toEqual(['L’exécution 12 est en pause\u00A0: pause demandée.', 'Run 12 is paused: a pause was asked for.']);
  });

  test('several processes at once tell each thing once', async () => {
    await rule();
    for (let run = 0; run < 20; run += 1) await tell(failed({ replication: `replication ${run}` }));
    await Promise.all([round(), round(), round()]);
    await round();
    expect(new Set(received().map(({ events }) => events[0].replication)).size).toBe(20);
    expect(receiver.seen).toHaveLength(20);
  });
});

describe('not too often', () => {
  test('the same is not told again within the hour; after it, or after something else, it is', async () => {
    await rule();
    await tell(failed());
    await round();
    now += minutes(30);
    await tell(
      failed({ runId: 13, args: { run: 13, source: 'production', target: 'training', code: 'DHIS2_UNREACHABLE' } }),
    );
    await round();
    expect(await states()).toEqual(['sent', 'repeated']);
    await tell(paused());
    await tell(failed());
    await round();
    now += minutes(61);
    await tell(failed());
    await round();
    expect(await states()).toEqual(['sent', 'repeated', 'sent', 'sent', 'sent']);
    expect(receiver.seen).toHaveLength(4);
  });

  test('quiet hours gather, and their end tells all in one message; what is urgent does not wait', async () => {
    await rule({ quietHours: { from: 22 * 60, until: 6 * 60, forCritical: false } });
    now = Date.UTC(2026, 2, 10, 23, 0, 0);
    await tell(paused());
    await tell({ name: 'schedule.missed', args: { replication: 'nightly', count: 2 }, happenedAt: new Date(now) });
    await tell(failed());
    expect(await round()).toMatchObject({ sent: 1 });
    expect(received()).toMatchObject([{ type: 'run.failed' }]);
    now = Date.UTC(2026, 2, 11, 5, 59, 0);
    expect(await round()).toMatchObject({ sent: 0 });
    now = Date.UTC(2026, 2, 11, 6, 0, 0);
    expect(await round()).toMatchObject({ sent: 1 });
    expect(received()[1]).toMatchObject({
      type: 'digest',
      subject: '2 notices from Relais (warning)',
      severity: 'warning',
    });
    expect(await states()).toEqual(['sent', 'merged', 'sent']);
  });

  test('a daily digest is one message', async () => {
    await rule({ leastSeverity: 'info', digest: { kind: 'daily', at: 8 * 60 } });
    for (const replication of ['a', 'b', 'c']) await tell({ ...paused(), replication });
    expect(await round()).toMatchObject({ routed: 3, sent: 0 });
    now = Date.UTC(2026, 2, 11, 8, 0, 0);
    expect(await round()).toMatchObject({ sent: 1 });
    expect(received()[0].events).toHaveLength(3);
    expect(received()[0].text.match(/paused/g)).toHaveLength(3);
  });
});

describe('until it arrives', () => {
  test('tried again with growing pauses, under the same id, and not for ever', async () => {
    await rule();
    answer = (_request, response) => response.writeHead(503).end('planted-webhook-secret is not welcome');
    await tell(failed());
    await round();
    expect(await states()).toEqual(['waiting']);
    for (let half = 0; half < 10; half += 1) {
      now += minutes(13 * 60);
      await round();
    }
    expect(await states()).toEqual(['failed']);
    expect(receiver.seen).toHaveLength(8);
    expect(new Set(receiver.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const log = await store.database.selectFrom('notice_attempt').selectAll().orderBy('id').execute();
    expect(log).toHaveLength(8);
    expect(log[0]).toMatchObject({ is_sent: false, code: 'NOTICE_BUSY', answer: 'HTTP 503 … is not welcome' });
  });

  test('the receiver comes back: it arrives', async () => {
    await rule();
    answer = (_request, response) => response.writeHead(429, { 'retry-after': '600' }).end();
    await tell(failed());
    await round();
    answer = (_request, response) => response.end('taken');
    now += minutes(9);
    await round();
    expect(await states()).toEqual(['waiting']);
    now += minutes(1);
    await round();
    expect(await states()).toEqual(['sent']);
  });

  test('what is refused for good is not tried again, and held up nothing else', async () => {
    await rule();
    await channel('slack', {}, `${receiver.url}/other`);
    await rule({ name: 'other', channel: 'slack' });
    const told: string[] = [];
    answer = (request, response) => response.writeHead(request.path === '/' ? 410 : 200).end();
    await tell(failed());
    const onFailed = ({ rule: name, code }: { rule: string; code: string }) => told.push(`${name} ${code}`);
    await deliverOnce({ database: store.database, vault, clock, onFailed }, signal);
    expect((await states()).sort()).toEqual(['failed', 'sent']);
    expect(told).toEqual(['team NOTICE_REFUSED']);
  });

  test('a channel whose secret cannot be read says so in the log', async () => {
    await rule();
    await tell(failed());
    const other = createVault(parseKeyRing('cd'.repeat(32)));
    await deliverOnce({ database: store.database, vault: other, clock }, signal);
    expect(await listDeliveries(store.database)).toMatchObject([{ state: 'failed', code: 'SECRET_UNREADABLE' }]);
  });

  test('who died while sending is followed by another, with the same id', async () => {
    await rule();
    await tell(failed());
    const controller = new AbortController();
    answer = (request, response) => {
      controller.abort(new Error('killed'));
      response.end(request.path);
    };
    const dying = deliverOnce({ database: store.database, vault, clock }, controller.signal);
    await expect(dying).rejects.toThrow('killed');
    answer = (_request, response) => response.end('taken');
    await round();
    expect(receiver.seen).toHaveLength(1);
    now += minutes(11);
    await round();
    expect(await states()).toEqual(['sent']);
    expect(new Set(receiver.seen.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('the loop of the service tells, and ends when it is stopped', async () => {
    await rule();
    await tell(failed());
    const controller = new AbortController();
    const sleep = async () => controller.abort();
    await deliverNotices({ database: store.database, vault, clock: { ...clock, sleep } }, controller.signal);
    expect(await states()).toEqual(['sent']);
  });
});

test('a round that fails is told, and the loop goes on', async () => {
  await rule();
  await tell(failed());
  const controller = new AbortController();
  const errors: unknown[] = [];
  let rounds = 0;
  const gone = openDatabase('postgres://nobody@127.0.0.1:9/nothing');
  const sleep = async () => {
    rounds += 1;
    if (rounds === 3) controller.abort();
  };
  const onError = (error: unknown) => errors.push(error);
  await deliverNotices({ database: gone, vault, clock: { ...clock, sleep }, onError }, controller.signal);
  await gone.destroy();
  expect(errors).toHaveLength(3);
});

describe('DHIS2 messages', () => {
  test('arrive in the messaging of a registered instance', async () => {
    const standin = await startStandin({ release: '2.42.4.1' });
    const url = standin.url;
    const instance = {
      name: 'production',
      url,
      username: 'admin',
      secretKind: 'password',
      allowSelfSigned: false,
    } as const;
    await saveInstance(store.database, { ...instance, secret: vault.encrypt('district', { name: 'production', url }) });
    await channel('dhis2', { instance: 'production' });
    const tools = { database: store.database, vault, clock };
    const send = (recipient: string) => testChannel(tools, { name: 'dhis2', recipient, language: 'en' }, signal);
    expect(await send('user:M5zQapPyTZI')).toContain('HTTP 201');
    await expect(send('user:Nobody00000')).rejects.toMatchObject({ code: 'NOTICE_REFUSED' });
    await expect(send('group:M5zQapPyTZI')).rejects.toMatchObject({ code: 'NOTICE_RECIPIENT_INVALID' });
    const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
    const reply = await fetch(`${url}/api/messageConversations`, { headers: { authorization } });
    expect(await reply.json()).toMatchObject({ messageConversations: [{ displayName: 'Test of the channel dhis2' }] });
    await standin.close();
    await expect(send('user:M5zQapPyTZI')).rejects.toMatchObject({ code: 'NOTICE_UNREACHABLE' });
  });
});

test('old notices go with their log; what is still to be told stays', async () => {
  await rule();
  await tell(failed());
  await round();
  await rule({ name: 'digest', digest: { kind: 'daily', at: 0 } });
  await tell(paused());
  await round();
  expect(await removeOldNotices(store.database, new Date(now + 1))).toBe(1);
  expect((await states()).sort()).toEqual(['sent', 'waiting']);
});
