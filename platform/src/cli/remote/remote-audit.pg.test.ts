import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallServer } from '../../dhis2/testing/small-server.ts';
import { auditActions } from '../../model/audit.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
beforeAll(async () => {
  remote = await openRemoteLine();
});
afterAll(() => remote.close());

test('the trail is exported as it is on the machine of the service: JSON, CSV, in a language, from a date on', async () => {
  expect(await remote.run(['audit', 'export'])).toBe(0);
  const entries: { action: string; subject: string }[] = JSON.parse(remote.line.out);
  expect(entries.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['awa', 'binta']));
  const file = join(remote.directory, 'audit.csv');
  expect(await remote.run(['audit', 'export', '--csv', '--since', '2020-01-01', '--out', file])).toBe(0);
  expect(remote.line.err).toContain('audit.csv');
  const written = await readFile(file, 'utf8');
  expect(written.startsWith('\uFEFF')).toBe(true);
  expect(parse(written, { columns: true, bom: true })).toHaveLength(entries.length);
  expect(await remote.run(['audit', 'export', '--csv'], { language: 'fr' })).toBe(0);
  expect(remote.line.out).toContain(auditActions['user.added'].fr);
  expect(await remote.run(['audit', 'export', '--until', '2020-01-01'])).toBe(0);
  expect(JSON.parse(remote.line.out)).toEqual([]);
  expect(await remote.run(['audit', 'export', '--since', 'yesterday'])).toBe(3);
  expect(remote.line.err).toContain('AUDIT_DATE_INVALID');
});

test('it is verified in the same words, against the same head', async () => {
  expect(await remote.run(['audit', 'verify'])).toBe(0);
  const head = /(\d+:[0-9a-f]{64})/.exec(remote.line.out)?.[1] ?? '';
  expect(await remote.run(['audit', 'verify', '--head', head], { language: 'fr' })).toBe(0);
  expect(remote.line.out).toContain('Le journal est intact');
  expect(await remote.run(['audit', 'verify', '--head', `${head.split(':')[0]}:${'0'.repeat(64)}`])).toBe(2);
  expect(await remote.run(['audit', 'verify', '--head', 'nonsense'])).toBe(3);
  expect(remote.line.err).toContain('AUDIT_HEAD_MALFORMED');
});

test('nobody shortens it over the network, whoever they are: the command says where it can be', async () => {
  expect(await remote.run(['audit', '--help'])).toBe(0);
  expect(remote.line.out).not.toContain('shorten');
  const before = await remote.json(['audit', 'verify']);
  for (const run of [remote.run, remote.runAs]) {
    expect(await run(['audit', 'shorten', '2030-01-01'], { language: 'fr' })).toBe(3);
    expect(remote.line.err).toContain('relais audit shorten 2030-01-01');
    expect(remote.line.err).toContain('REMOTE_AUDIT_KEPT');
  }
  const { entries } = (await remote.json(['audit', 'verify'])).answer;
  expect(entries).toBeGreaterThanOrEqual(before.answer.entries);
});

test('whoever may not see the trail gets no file of it, and a trail that breaks off is no success', async () => {
  const file = join(remote.directory, 'refused.csv');
  expect(await remote.run(['audit', 'export', '--out', file], { environment: { RELAIS_TOKEN: 'wrong' } })).toBe(3);
  expect(remote.line.err).toContain('TOKEN_REFUSED');
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  await using dying = await startSmallServer((_request, response, socket) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('[\n{"seq":1}', () => socket.destroy());
  });
  expect(await remote.run(['--service', dying.url, 'audit', 'export', '--out', file])).toBe(3);
  expect(remote.line.err).toContain('SERVICE_UNREACHABLE');
  const nowhere = join(remote.directory, 'refused.csv', 'below');
  expect(await remote.run(['audit', 'export', '--out', nowhere])).toBe(3);
  expect(remote.line.err).toContain('FILE_UNWRITABLE');
});
