import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '../access/access.ts';
import { acceptInvitation } from '../access/invitations.ts';
import { logIn } from '../access/log-in.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import { useToken } from '../access/personal-tokens.ts';
import { answerFrom, wholesome } from '../dhis2/testing/small-instance.ts';
import { startSmallServer } from '../dhis2/testing/small-server.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { openVault } from '../vault/open-vault.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';

const password = 'trois pirogues vertes';
let store: TestDatabase;
let dataDirectory: string;
let line: CommandLine;
let access: Access;

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-access-'));
  line = createCommandLine({ DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory });
  access = {
    database: store.database,
    vault: await openVault({ dataDirectory }),
    passwords: createPasswordHashing(),
    now: () => new Date(),
    actor: { kind: 'user', name: 'tester' },
  };
  for (const name of ['ministry', 'training']) {
    const environment = { [`RELAIS_${name.toUpperCase()}_TOKEN`]: `d2pat_${name}` };
    await line.run(['instance', 'add', name, `https://${name}.example.org`], { environment });
  }
});
afterAll(async () => {
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

describe('relais user', () => {
  test('add asks for the password twice, and shows it nowhere', async () => {
    const argv = ['user', 'add', 'awa', '--role', 'administrator'];
    expect(await line.run(argv, { answers: [password, 'another'] })).toBe(3);
    expect(line.err).toContain('PASSWORDS_DIFFER');
    expect(await line.run(argv, { answers: [password, password] })).toBe(0);
    expect(line.out).toContain('awa is added (administrator).');
    expect(line.out + line.err).not.toContain(password);
    expect(await logIn(access, { username: 'awa', password })).toMatchObject({ kind: 'logged-in' });
    expect(await line.run(argv, { answers: [password, password] })).toBe(3);
    expect(line.err).toContain('USER_EXISTS');
  });

  test('add where nobody can be asked gives a link that is good once', async () => {
    expect(await line.run(['user', 'add', 'binta', '--role', 'operator', '--read', 'ministry'])).toBe(0);
    const [, token = ''] = /\/invitation#(\S+)/.exec(line.out) ?? [];
    await acceptInvitation(access, { token, password });
    expect(await logIn(access, { username: 'binta', password })).toMatchObject({ kind: 'logged-in' });
  });

  test('a password comes from a file as well, and never from an option', async () => {
    const file = join(dataDirectory, 'password');
    await writeFile(file, 'deux pirogues rouges\n');
    expect(await line.run(['user', 'reset', 'binta', '--password-file', file])).toBe(0);
    expect(await logIn(access, { username: 'binta', password: 'deux pirogues rouges' })).toBeDefined();
    expect(await line.run(['user', 'reset', 'binta', '--password', password])).toBe(3);
  });

  test('change gives rights by the names of instances, list shows them', async () => {
    expect(await line.run(['user', 'change', 'binta', '--read', 'ministry', '--write', 'training'])).toBe(0);
    expect(await line.run(['user', 'list'])).toBe(0);
    expect(line.out).toMatch(/binta +operator +no +\S.* ministry \(read\), training \(write\)/);
    expect(line.out).toMatch(/awa +administrator +no +.* all/);
    expect(await line.run(['user', 'change', 'binta', '--write', 'elsewhere'])).toBe(3);
    expect(line.err).toContain('INSTANCE_NAME_UNKNOWN');
    expect(await line.run(['user', 'list', '--json'])).toBe(0);
    expect(JSON.parse(line.out)).toMatchObject([{ username: 'awa' }, { username: 'binta', rights: [{}, {}] }]);
    expect(line.out).not.toMatch(/argon2|secret/i);
  });

  test('disable and enable shut and open the door, and never the last one', async () => {
    expect(await line.run(['user', 'disable', 'binta'])).toBe(0);
    await expect(logIn(access, { username: 'binta', password })).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(await line.run(['user', 'enable', 'binta'])).toBe(0);
    expect(await line.run(['user', 'disable', 'awa'])).toBe(3);
    expect(line.err).toContain('LAST_ADMINISTRATOR');
  });

  test('help says it in both languages', async () => {
    expect(await line.run(['user', 'add', '--help'])).toBe(0);
    expect(line.out).toContain('--password-file');
    expect(await line.run(['user', 'add', '--help'], { language: 'fr' })).toBe(0);
    expect(line.out).toContain('lien à usage unique');
  });
});

describe('relais token', () => {
  test('create shows the token once, list its beginning, revoke ends it', async () => {
    const argv = ['token', 'create', 'awa', '--name', 'Grafana', '--scopes', 'look,run', '--days', '7'];
    expect(await line.run(argv)).toBe(0);
    const token = line.out.trim();
    expect(line.err).not.toContain(token);
    expect(await useToken(access, token)).toMatchObject({ username: 'awa', proof: { scopes: ['look', 'run'] } });
    expect(await line.run(['token', 'list', '--user', 'awa'])).toBe(0);
    expect(line.out).toContain(`${token.slice(0, 15)}…`);
    expect(line.out).not.toContain(token);
    expect(await line.run(['token', 'list', '--json'])).toBe(0);
    const [{ id }] = JSON.parse(line.out);
    expect(await line.run(['token', 'revoke', String(id)])).toBe(0);
    await expect(useToken(access, token)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    expect(await line.run(['token', 'revoke', String(id)])).toBe(3);
    expect(line.err).toContain('TOKEN_UNKNOWN');
  });

  test('a wrong scope, a wrong time and an unknown user are told', async () => {
    const create = (...more: string[]) => line.run(['token', 'create', 'awa', '--name', 'x', ...more]);
    expect([await create('--scopes', 'all'), line.err]).toMatchObject([3, /TOKEN_SCOPE_INVALID/]);
    expect([await create('--days', '1000'), line.err]).toMatchObject([3, /TOKEN_DAYS_INVALID/]);
    expect([await create('--days', 'x'), line.err]).toMatchObject([3, /NUMBER_INVALID/]);
    expect(await line.run(['token', 'create', 'nobody', '--name', 'x'])).toBe(3);
  });
});

describe('relais vault rotate', () => {
  test('makes a new key and encrypts everything anew; instances open as before', async () => {
    expect(await line.run(['vault', 'rotate'])).toBe(0);
    expect(line.out).toContain('Key 2 is in use; secrets encrypted anew: 2.');
    expect(line.out).toContain('Old keys are kept for backups: 1');
    const file = join(dataDirectory, 'key');
    expect((await readFile(file, 'utf8')).split('\n').map((row) => row.slice(0, 2))).toEqual(['2:', '1:', '']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await line.run(['vault', 'rotate', '--drop-old-keys', '--json'])).toBe(0);
    expect(JSON.parse(line.out)).toEqual({ version: 3, renewed: 2, unreadable: [], oldVersions: [] });
    expect(line.out + line.err).not.toMatch(/[0-9a-f]{64}/);
    const rows = await store.database.selectFrom('instance').selectAll().orderBy('name').execute();
    expect(rows.map((row) => access.vault.decrypt(row.secret, row))).toEqual(['d2pat_ministry', 'd2pat_training']);
  });

  test('with keys of the environment says what to do, and then does its part', async () => {
    const [current = ''] = (await readFile(join(dataDirectory, 'key'), 'utf8')).split('\n');
    expect(await line.run(['vault', 'rotate'], { environment: { RELAIS_KEY: current } })).toBe(3);
    expect(line.err).toContain('VAULT_KEY_NOT_OURS');
    const both = `4:${'ab'.repeat(32)},${current}`;
    expect(await line.run(['vault', 'rotate', '--json'], { environment: { RELAIS_KEY: both } })).toBe(0);
    expect(JSON.parse(line.out)).toMatchObject({ version: 4, renewed: 2, oldVersions: [3] });
  });
});

describe('relais instance test', () => {
  test.each([
    [400, /certificate good until .+, 399 more days \(Small Authority\)$/m],
    [20, /certificate good until .+, 19 more days \(Small Authority\): renew it$/m],
    [-2, /certificate ended on .+ \(Small Authority\)$/m],
  ])('tells a certificate that ends in %i days', async (days, told) => {
    const subject = [{ name: 'organizationName', value: 'Small Authority' }];
    const notAfterDate = new Date(Date.now() + days * 86_400_000);
    const notBeforeDate = new Date('2020-01-01T00:00:00Z');
    const { private: key, cert } = await generate(subject, { keySize: 2048, notBeforeDate, notAfterDate });
    const server = await startSmallServer(answerFrom(wholesome), { key, cert });
    const environment = { RELAIS_SECURE_USERNAME: 'admin', RELAIS_SECURE_PASSWORD: 'district' };
    await line.run(['instance', 'add', 'secure', server.url, '--allow-self-signed'], { environment });
    expect(await line.run(['instance', 'test', 'secure'])).toBe(0);
    expect(line.out).toMatch(told);
    expect(await line.run(['instance', 'test', 'secure', '--json'])).toBe(0);
    expect(JSON.parse(line.out).certificate).toMatchObject({ issuer: 'Small Authority' });
    expect(await line.run(['instance', 'test', 'secure'], { environment: { RELAIS_ALLOW_ADDRESSES: 'none' } })).toBe(3);
    expect(line.err).toContain('OUTGOING_ADDRESS_FORBIDDEN');
    await server.close();
  });

  test('an instance that needs a second person says so, and stays so when it is registered again', async () => {
    const add = (...more: string[]) =>
      line.run(['instance', 'add', 'ministry', 'https://ministry.example.org', ...more], {
        environment: { RELAIS_MINISTRY_TOKEN: 'd2pat_ministry' },
      });
    const shown = async () => {
      await line.run(['instance', 'list']);
      return line.out.includes('approval by a second person');
    };
    await add('--needs-approval');
    expect(await shown()).toBe(true);
    await add();
    expect(await shown()).toBe(true);
    await add('--no-needs-approval');
    expect(await shown()).toBe(false);
  });
});

test('the trail knows who did all that, in its order', async () => {
  const entries = await store.database.selectFrom('audit_entry').selectAll().orderBy('seq').execute();
  const commands = entries.filter((entry) => entry.actor_kind === 'command-line');
  expect(new Set(commands.map(({ action }) => action))).toEqual(
    new Set([
      ...['instance.added', 'instance.changed', 'user.added', 'user.changed', 'user.disabled'],
      ...['token.created', 'token.revoked', 'vault.rotated'],
    ]),
  );
  expect(JSON.stringify(entries)).not.toMatch(/pirogues|relais_pat_[\w-]{8}/);
});
