import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTestUser } from '../../access/testing/open-access.ts';
import { startSmallServer } from '../../dhis2/testing/small-server.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
beforeAll(async () => {
  remote = await openRemoteLine();
});
afterAll(() => remote.close());

async function fileOf(content: object): Promise<string> {
  const file = join(remote.directory, 'notices.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

const team = { channel: 'mail', recipient: 'team@example.org', timeZone: 'Africa/Kinshasa' };
const night = {
  ...{ name: 'night', ...team },
  ...{ quietHours: { from: '22:00', until: '06:00' }, digest: { dailyAt: '07:30' } },
};
const mail = { name: 'mail', kind: 'email', settings: { host: 'mail.example.org', from: 'relais@example.org' } };

test('channels and rules come from a file of this machine, their secrets do not, and none is shown', async () => {
  await using receiver = await startSmallServer((_request, response) => response.end('ok'));
  const hook = { name: 'hook', kind: 'webhook', settings: { url: receiver.url } };
  const urgent = { name: 'urgent', channel: 'hook', severity: 'critical', language: 'en', events: ['run.failed'] };
  const file = await fileOf({ channels: [mail, hook], rules: [night, urgent] });
  expect(await remote.run(['notice', 'list'])).toBe(0);
  expect(remote.line.out).toContain('No channel');
  expect(await remote.run(['notice', 'set', file])).toBe(3);
  expect(remote.line.err).toContain('RELAIS_HOOK_TOKEN');
  const environment = { RELAIS_HOOK_TOKEN: 'planted-hook-secret' };
  expect(await remote.run(['notice', 'set', file], { environment })).toBe(0);
  expect(remote.line.out).toBe('Set: mail, hook, night, urgent\n');
  // The one that is kept stays.
  expect(await remote.run(['notice', 'set', file])).toBe(0);
  expect(await remote.run(['notice', 'list'])).toBe(0);
  expect(remote.line.out).toMatch(/hook +webhook +with secret/);
  expect(remote.line.out).toMatch(/night +mail +team@example\.org +warning/);
  const { answer } = await remote.json(['notice', 'list']);
  expect(answer.rules).toMatchObject([
    { name: 'night', quietHours: { from: '22:00', until: '06:00' }, digest: { dailyAt: '07:30' } },
    { name: 'urgent', severity: 'critical', events: ['run.failed'] },
  ]);
  expect(await remote.run(['notice', 'test', 'hook'])).toBe(0);
  expect(remote.line.out).toBe('Sent: HTTP 200 ok\n');
  expect(receiver.seen).toHaveLength(1);
  expect(await remote.run(['notice', 'remove', 'urgent', '--rule'])).toBe(0);
  expect(await remote.run(['notice', 'remove', 'hook'])).toBe(0);
  expect(await remote.run(['notice', 'remove', 'hook'])).toBe(3);
  expect(remote.line.err).toContain('NOTICE_CHANNEL_UNKNOWN');
  expect(remote.line.everything).not.toContain('planted');
});

test('all of a file is set, or nothing of it', async () => {
  const slack = { name: 'slack', kind: 'slack' };
  const file = await fileOf({ channels: [slack], rules: [{ name: 'a', channel: 'nowhere' }] });
  expect(await remote.run(['notice', 'set', file], { answers: ['https://hooks.example.org/planted'] })).toBe(3);
  expect(remote.line.err).toContain('NOTICE_CHANNEL_UNKNOWN');
  expect((await remote.json(['notice', 'list'])).answer.channels).not.toContainEqual(
    expect.objectContaining({ name: 'slack' }),
  );
  const odd = await fileOf({ rules: [{ name: 'a', channel: 'mail', timeZone: 'Mars/Base' }] });
  expect(await remote.run(['notice', 'set', odd])).toBe(3);
  expect(remote.line.err).toContain('NOTICE_FILE_INVALID');
  expect(await remote.run(['notice', 'set', join(remote.directory, 'none.json')])).toBe(3);
  expect(remote.line.err).toContain('FILE_UNREADABLE');
});

test('an operator sets rules for replications of theirs, and no channel', async () => {
  const rights = await remote.api.access.database.selectFrom('instance').select('id').execute();
  await addTestUser(remote.api.access, 'ousmane', {
    rights: rights.map(({ id }) => ({ instanceId: id, mayWrite: true, mayUnmask: false })),
  });
  expect(await remote.run(['replication', 'add', 'nightly', 'capital', 'region'])).toBe(0);
  const who = { who: 'ousmane' };
  const own = { name: 'own', channel: 'mail', recipient: 'ousmane@example.org', replications: ['nightly'] };
  expect(await remote.runAs(['notice', 'set', await fileOf({ rules: [own] })], who)).toBe(0);
  expect(
    await remote.runAs(['notice', 'set', await fileOf({ rules: [{ ...own, replications: undefined }] })], who),
  ).toBe(3);
  expect(remote.line.err).toContain('ACCESS_DENIED');
  expect(await remote.runAs(['notice', 'set', await fileOf({ channels: [mail], rules: [own] })], who)).toBe(3);
  expect(remote.line.err).toContain('ACCESS_DENIED');
});
