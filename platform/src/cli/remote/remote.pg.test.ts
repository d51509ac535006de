import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addTestInstance, addTestUser, goodPassword } from '../../access/testing/open-access.ts';
import { openTestApi, type TestApi, tokenOf } from '../../api/testing/open-api.ts';
import { type CommandLine, createCommandLine } from '../../app/testing/command-line.ts';
import { saveApprovalRequest } from '../../store/run-approval.ts';

let api: TestApi;
let dataDirectory: string;
let service: string;
let line: CommandLine;

beforeAll(async () => {
  api = await openTestApi({ now: () => new Date() });
  for (const name of ['capital', 'region']) await addTestInstance(api.access, name);
  const user = await addTestUser(api.access, 'awa', { role: 'administrator' });
  await addTestUser(api.access, 'binta', { role: 'administrator' });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  service = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const { authorization } = await tokenOf(api, user);
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-remote-'));
  const token = authorization.replace('Bearer ', '');
  // Nothing of this machine is needed: no database could be opened there.
  line = createCommandLine({
    ...{ RELAIS_SERVICE: service, RELAIS_TOKEN: token, RELAIS_DATA: join(dataDirectory, 'none') },
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  });
});

afterAll(async () => {
  await api.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function json(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const code = await line.run([...argv, '--json'], { environment });
  return { code, answer: JSON.parse(line.out) };
}

it('starts runs there, and asks them to pause, go on and end', async () => {
  expect(await line.run(['replicate', 'capital', 'region'])).toBe(3);
  expect(line.err).toContain('CONFIRMATION_NEEDED');
  const { answer } = await json(['replicate', 'capital', 'region', '--only', 'metadata', '--yes', '--detach']);
  const run = String(answer.run);
  expect((await json(['run', 'pause', run])).answer).toMatchObject({ state: 'paused' });
  // What needs a person is not waited for.
  expect(await line.run(['run', 'watch', run])).toBe(3);
  expect(line.out).toBe(`Run ${run}: paused (a pause was asked for)\n`);
  expect((await json(['run', 'resume', run])).answer).toMatchObject({ state: 'pending' });
  expect((await json(['run', 'show', run])).answer).toMatchObject({ options: { only: ['metadata'] } });
  expect((await json(['run', 'cancel', run])).answer).toMatchObject({ state: 'cancelled' });
  expect(await line.run(['runs'])).toBe(0);
  expect(line.out).toContain('capital');
});

it('defines replications with their schedules', async () => {
  expect((await json(['replication', 'add', 'nightly', 'capital', 'region'])).code).toBe(0);
  const set = await json([
    'schedule',
    'set',
    'nightly',
    '0 2 * * *',
    '--time-zone',
    'Africa/Dakar',
    '--if-running',
    'skip',
  ]);
  expect(set.answer).toMatchObject({ cron: '0 2 * * *', timeZone: 'Africa/Dakar', ifRunning: 'skip' });
  expect((await json(['schedule', 'set', 'nightly', '0 3 * * *'])).answer).toMatchObject({ timeZone: 'Africa/Dakar' });
  expect((await json(['schedule', 'pause', 'nightly'])).answer).toMatchObject({ isPaused: true });
  const followed = await json(['replication', 'follow', 'nightly', '--every', '2m', '--full-every', '1d']);
  expect(followed.answer).toEqual({ everySeconds: 120, fullEverySeconds: 86_400 });
  expect((await json(['replication', 'show', 'nightly'])).answer).toMatchObject({ follow: { everySeconds: 120 } });
  expect(await line.run(['replication', 'follow', 'nightly', '--stop'])).toBe(0);
  expect((await json(['replication', 'show', 'nightly'])).answer.follow).toBeUndefined();
  expect(await line.run(['schedule', 'remove', 'nightly'])).toBe(0);
  expect(await line.run(['replication', 'remove', 'nightly'])).toBe(0);
});

it('changes a replication option by option, and not where that would lose files of the machine of the service', async () => {
  await json(['replication', 'add', 'weekly', 'capital', 'region', '--only', 'metadata', '--max-deletions', '5']);
  expect(await line.run(['replication', 'change', 'weekly', '--sharing', 'without', '--program', 'Child'])).toBe(0);
  expect(line.out).toBe(
    'weekly: capital → region\n  --program Child --only metadata --sharing without --max-deletions 5\n',
  );
  const kept = {
    only: ['metadata'],
    sharing: 'without',
    maxDeletions: { count: 5 },
    selection: { programs: ['Child'] },
  };
  expect((await json(['replication', 'show', 'weekly'])).answer.options).toMatchObject(kept);
  const turn = ['--name', 'back', '--source', 'region', '--target', 'capital', '--everything'];
  expect(await line.run(['replication', 'change', 'weekly', ...turn])).toBe(0);
  expect(line.out).toBe('back: region → capital\n  everything\n');
  const database = api.access.database;
  const mapping = { rules: [{ type: 'constants', by: 'code' }], tables: ['/tables/a.csv'], unmapped: 'stop' };
  await database
    .updateTable('replication')
    .set({ options: JSON.stringify({ dryRun: false, mapping }) })
    .execute();
  expect(await line.run(['replication', 'change', 'back', '--sharing', 'without'])).toBe(3);
  expect(line.err).toContain('REMOTE_FILES_ELSEWHERE');
  expect(await line.run(['replication', 'change', 'back', '--map', 'constants=name'])).toBe(0);
  expect(await line.run(['replication', 'change', 'nowhere', '--everything'])).toBe(3);
  expect(line.err).toContain('REPLICATION_UNKNOWN');
  expect(await line.run(['replication', 'remove', 'back'])).toBe(0);
  // What was meant to be copied with a table is not copied without it.
  expect(await line.run(['replicate', 'capital', 'region', '--yes', '--detach', '--map', './mapping.csv'])).toBe(3);
  expect(line.err).toContain('REMOTE_FILES_ELSEWHERE');
});

it('verifies the trail as the same command does here', async () => {
  const { code, answer } = await json(['audit', 'verify']);
  expect([code, answer.broken]).toEqual([0, undefined]);
  const { seq, hash } = answer.head;
  expect((await json(['audit', 'verify', '--head', `${seq}:${hash}`])).code).toBe(0);
  expect((await json(['audit', 'verify', '--head', `${seq}:${'0'.repeat(64)}`])).code).toBe(2);
});

it('tells what the service refuses in its own words, and what it does not do', async () => {
  expect(await line.run(['run', 'pause', '999999'])).toBe(3);
  expect(line.err).toContain('RUN_UNKNOWN');
  expect(await line.run(['vault', 'rotate', '--service', service])).toBe(3);
  expect(line.err).toContain('REMOTE_COMMAND_UNKNOWN');
  expect(await line.run(['resume', '3'])).toBe(3);
  expect(line.err).toContain('REMOTE_COMMAND_UNKNOWN');
  expect(await line.run(['--help'])).toBe(0);
  expect(line.out).toContain(`These commands act at the service ${service}`);
  expect(line.out).not.toMatch(/relais demo|DATABASE_URL/);
  expect(await line.run(['--lang', 'fr'], { language: 'fr' })).toBe(3);
  expect(line.err).toContain(`Ces commandes s’adressent au service ${service}`);
  expect(await line.run(['resume', '--help'])).toBe(3);
  expect(line.err).toContain('REMOTE_COMMAND_UNKNOWN');
  // What is of this machine stays so, whatever its arguments are called.
  expect(await line.run(['backup', 'runs', '--help'])).toBe(0);
  expect(line.out).toContain('file of the backup');
  expect(await line.run(['help', 'backup'])).toBe(0);
  expect(line.out).toContain('file of the backup');
  expect(await line.run(['replicate', '--help'], { language: 'fr' })).toBe(0);
  expect(line.out).toContain('archive:DOSSIER, de la machine du service');
  // What would be refused is not offered; what there is to choose is said once, in the reader’s language.
  expect(line.out).not.toMatch(/apps-from|CSV|choices|default/);
  expect(await line.run(['replication', 'follow', '--help'], { language: 'fr' })).toBe(0);
  expect(line.out).toContain('(sinon 24h)');
  expect(await line.run(['replication', '--help'], { language: 'fr' })).toBe(0);
  expect(line.out).toContain('exécuter une réplication maintenant');
  expect(await line.run(['--service', 'http://127.0.0.1:9', 'runs'])).toBe(3);
  expect(line.err).toContain('SERVICE_UNREACHABLE');
  expect(await line.run(['--token', 'relais_pat_wrong', 'runs'])).toBe(3);
  expect(line.err).toContain('TOKEN_REFUSED');
});

it('lets a second person decide, who logs in with a password: a token is no person', async () => {
  const { run } = (await json(['replicate', 'capital', 'region', '--yes', '--detach'])).answer;
  await line.run(['run', 'pause', String(run)]);
  const { id } = await addTestUser(api.access, 'coumba', { role: 'operator' });
  const planDigest = 'as shown';
  await saveApprovalRequest(api.access.database, { runId: run, planDigest, requestedBy: id, requestedAt: new Date() });
  expect((await json(['run', 'plan', String(run)])).answer).toMatchObject({ run, planDigest });
  const approve = ['run', 'approve', String(run), '--plan', planDigest];
  expect(await line.run(approve)).toBe(3);
  expect(line.err).toContain('ACCESS_DENIED');
  expect(line.err).toContain('never what needs a person');
  const person = { RELAIS_TOKEN: '', RELAIS_SERVICE_USERNAME: 'binta', RELAIS_SERVICE_PASSWORD: goodPassword };
  expect(await line.run(approve, { environment: person })).toBe(0);
  expect((await json(['run', 'show', String(run)])).answer).toMatchObject({ state: 'pending' });
  // Nothing of the login is left behind.
  const open = await api.access.database.selectFrom('session').select('id').where('ended_at', 'is', null).execute();
  expect(open).toEqual([]);
});
