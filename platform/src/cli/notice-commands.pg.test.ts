import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeCli } from '../app/compose.ts';
import { readConfig } from '../app/config.ts';
import { startSmallServer } from '../dhis2/testing/small-server.ts';
import type { Language } from '../model/language.ts';
import { startMailServer } from '../notify/testing/mail-server.ts';
import { recordAudit } from '../store/audit.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runCommandLine } from './program.ts';

let store: TestDatabase;
let dataDirectory: string;
let out = '';
let err = '';

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-notices-'));
});
afterAll(async () => {
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

interface Circumstances {
  readonly language?: Language;
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers on a terminal; nobody is there without. */
  readonly answer?: string;
}

/** A command line as a person types it. */
async function run(
  line: readonly string[],
  { language = 'en', environment, answer }: Circumstances = {},
): Promise<number> {
  out = '';
  err = '';
  const stream = (write: (text: string) => void) => ({ write, isLive: false, hasColour: false, columns: 100 });
  const terminal = {
    out: stream((text) => {
      out += text;
    }),
    err: stream((text) => {
      err += text;
    }),
    canAsk: answer !== undefined,
    ask: async () => answer ?? '',
  };
  const config = readConfig({ ...environment, DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory });
  return runCommandLine(composeCli({ config, terminal, language, signal: new AbortController().signal }), line);
}

async function fileOf(content: unknown): Promise<string> {
  const file = join(dataDirectory, 'notices.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('channels and rules come from a file, their secrets do not, and none is shown', async () => {
  await using receiver = await startSmallServer((_request, response) => response.end('ok'));
  const mail = await startMailServer();
  const settings = { host: '127.0.0.1', port: mail.port, security: 'none', from: 'relais@example.org' };
  const file = await fileOf({
    channels: [
      { name: 'mail', kind: 'email', settings },
      { name: 'hook', kind: 'webhook', settings: { url: receiver.url } },
    ],
    rules: [
      {
        ...{ name: 'night', channel: 'mail', recipient: 'team@example.org', timeZone: 'Africa/Kinshasa' },
        ...{ quietHours: { from: '22:00', until: '06:00' }, digest: { dailyAt: '07:30' } },
      },
      { name: 'urgent', channel: 'hook', severity: 'critical', language: 'en', events: ['run.failed'] },
    ],
  });
  expect(await run(['notice', 'set', file])).toBe(3);
  expect(err).toContain('RELAIS_HOOK_TOKEN');
  expect(await run(['notice', 'list'])).toBe(0);
  expect(out).toContain('No channel');
  expect(await run(['notice', 'set', file], { environment: { RELAIS_HOOK_TOKEN: 'planted-hook-secret' } })).toBe(0);
  expect(await run(['notice', 'test', 'hook'])).toBe(0);
  expect(out).toContain('Sent: HTTP 200 ok');
  expect(await run(['notice', 'test', 'mail'], { language: 'fr' })).toBe(0);
  await mail.close();
  expect(mail.mails).toMatchObject([{ to: ['team@example.org'] }]);
  expect(await run(['notice', 'set', file])).toBe(0);
  expect(await run(['notice', 'list', '--json'])).toBe(0);
  const listed = JSON.parse(out);
  expect(listed.rules).toMatchObject([
    { name: 'night', quietHours: { from: 1320, until: 360 }, digest: { kind: 'daily', at: 450 }, language: 'fr' },
    { name: 'urgent', leastSeverity: 'critical', events: ['run.failed'] },
  ]);
  expect(out).not.toContain('planted');
  expect(await run(['notice', 'list'])).toBe(0);
  expect(out).toMatch(/hook +webhook +with secret/);
});

test.each([
  ['no JSON', '{'],
  ['an unknown event', { rules: [{ name: 'a', channel: 'mail', events: ['run.exploded'] }] }],
  ['an unknown time zone', { rules: [{ name: 'a', channel: 'mail', timeZone: 'Mars/Base' }] }],
  [
    'a secret among the settings',
    { channels: [{ name: 'a', kind: 'email', settings: { host: 'h', from: 'a@b', password: 'x' } }] },
  ],
  [
    'a URL with credentials',
    { channels: [{ name: 'a', kind: 'webhook', settings: { url: 'https://u:p@example.org' } }] },
  ],
])('a file with %s is refused, with the place', async (_what, content) => {
  expect(await run(['notice', 'set', await fileOf(content)])).toBe(3);
  expect(err).toContain('NOTICE_FILE_INVALID');
});

test('a rule for a channel that is not there sets nothing of its file', async () => {
  const channel = { name: 'slack', kind: 'slack' };
  const file = await fileOf({ channels: [channel], rules: [{ name: 'a', channel: 'nowhere' }] });
  expect(await run(['notice', 'set', file], { answer: 'https://hooks.example.org/planted' })).toBe(3);
  expect(err).toContain('NOTICE_CHANNEL_UNKNOWN');
  expect(await run(['notice', 'list', '--json'])).toBe(0);
  expect(out).not.toContain('slack');
  expect(await run(['notice', 'test', 'slack'])).toBe(3);
});

test('what was set and removed is in the audit trail, which is exported and verified', async () => {
  expect(await run(['notice', 'remove', 'urgent', '--rule'])).toBe(0);
  expect(await run(['notice', 'remove', 'hook'])).toBe(0);
  expect(await run(['notice', 'remove', 'hook'])).toBe(3);
  expect(await run(['audit', 'export'])).toBe(0);
  const entries: { action: string; actorKind: string }[] = JSON.parse(out);
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['channel.set', 'rule.set', 'rule.removed', 'channel.removed']),
  );
  expect(new Set(entries.map(({ actorKind }) => actorKind))).toEqual(new Set(['command-line']));
  expect(out).not.toContain('planted');
  const csv = join(dataDirectory, 'audit.csv');
  expect(await run(['audit', 'export', '--csv', '--since', '2020-01-01', '--out', csv])).toBe(0);
  expect(parse(await readFile(csv), { columns: true, bom: true })).toHaveLength(entries.length);
  expect(await run(['audit', 'export', '--since', 'yesterday'])).toBe(3);
});

test('every change on the command line is in the trail, with what was there before', async () => {
  const environment = {
    RELAIS_A_USERNAME: 'relais',
    RELAIS_A_PASSWORD: 'planted-a',
    RELAIS_B_USERNAME: 'relais',
    RELAIS_B_PASSWORD: 'planted-b',
  };
  const typed = [
    ['instance', 'add', 'a', 'https://a.example.org'],
    ['instance', 'add', 'b', 'https://b.example.org'],
    ['instance', 'add', 'b', 'https://other.example.org'],
    ['replication', 'add', 'nightly', 'a', 'b'],
    ['replication', 'change', 'nightly', '--sharing', 'without'],
    ['schedule', 'set', 'nightly', '0 22 * * *'],
    ['schedule', 'pause', 'nightly'],
    ['schedule', 'remove', 'nightly'],
    ['replication', 'remove', 'nightly'],
    ['instance', 'remove', 'b'],
  ];
  for (const words of typed) expect(await run(words, { environment }), words.join(' ')).toBe(0);
  expect(await run(['audit', 'export'])).toBe(0);
  const entries: { action: string; before: string | null; after: string | null }[] = JSON.parse(out);
  expect(entries.slice(-typed.length).map(({ action }) => action)).toEqual([
    ...['instance.added', 'instance.added', 'instance.changed', 'replication.added', 'replication.changed'],
    ...['schedule.set', 'schedule.paused', 'schedule.removed', 'replication.removed', 'instance.removed'],
  ]);
  const changed = entries.find(({ action }) => action === 'instance.changed');
  expect(JSON.parse(changed?.before ?? '')).toMatchObject({ url: 'https://b.example.org', secret: '…' });
  expect(JSON.parse(changed?.after ?? '')).toMatchObject({ url: 'https://other.example.org', secret: '…' });
  expect(out).not.toContain('planted');
});

test('the trail is verified against a noted head, shortened, and found broken where it is', async () => {
  expect(await run(['audit', 'verify'])).toBe(0);
  const head = /(\d+:[0-9a-f]{64})/.exec(out)?.[1] ?? '';
  expect(await run(['audit', 'verify', '--head', head], { language: 'fr' })).toBe(0);
  expect(out).toContain('Le journal est intact');
  expect(await run(['audit', 'verify', '--head', head.replace(/.$/, head.endsWith('0') ? '1' : '0')])).toBe(2);
  expect(out).toContain('not in the trail any more');
  expect(await run(['audit', 'verify', '--head', 'nonsense'])).toBe(3);
  const actor = { kind: 'system', name: 'test' } as const;
  await recordAudit(store.database, { actor, action: 'setting.changed', subject: { kind: 'setting', name: 'a' } });
  expect(await run(['audit', 'shorten', '2020-01-01'])).toBe(0);
  expect(out).toContain('0 entries');
  expect(await run(['audit', 'shorten', '2999-01-01'])).toBe(0);
  expect(await run(['audit', 'verify', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ entries: 2 });
  expect(JSON.parse(out).broken).toBeUndefined();
});
