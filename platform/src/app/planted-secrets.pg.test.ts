import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { type Standin, startStandin } from '@relais/standin/server.ts';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '../access/access.ts';
import { acceptInvitation, inviteUser } from '../access/invitations.ts';
import { logIn, logInWithCode } from '../access/log-in.ts';
import { beginOpenIdLogIn } from '../access/openid/log-in.ts';
import { createOpenIdProvider } from '../access/openid/provider.ts';
import { redirectUri, startProvider } from '../access/openid/testing/start-provider.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import { issueToken } from '../access/personal-tokens.ts';
import { confirmSecondFactor, offerSecondFactor } from '../access/second-factor.ts';
import { useSession } from '../access/sessions.ts';
import { getUser } from '../access/users.ts';
import { createGuardedFetch } from '../dhis2/outgoing/guarded-fetch.ts';
import { sealedColumns } from '../store/sealed-secret.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { openVault } from '../vault/open-vault.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';

/** Secrets that occur nowhere else, by what they are. */
const planted = new Map<string, string>();
const plant = (what: string, secret = `Secret-${randomBytes(9).toString('hex')}`): string => {
  planted.set(what, secret);
  return secret;
};

let store: TestDatabase;
let directory: string;
let dataDirectory: string;
let line: CommandLine;
let source: Standin;
let target: Standin;
/** What was thrown, as a careless logger would write it. */
const errors: string[] = [];

beforeAll(async () => {
  store = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'relais-planted-'));
  dataDirectory = join(directory, 'data');
  line = createCommandLine({ DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory });
  source = await startStandin({ release: '2.42.4.1' });
  target = await startStandin({ release: '2.42.4.1', seed: 'target' });
});
afterAll(async () => {
  await source.close();
  await target.close();
  await store.drop();
  await rm(directory, { recursive: true });
});

/** An account of its own on an instance, whose password is planted. */
async function plantAccount(standin: Standin, what: string): Promise<string> {
  const password = plant(what);
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const me = await fetch(`${standin.url}/api/me?fields=id`, { headers });
  const { id } = Object(await me.json());
  const user = await fetch(`${standin.url}/api/users/${id}`, { headers });
  const body = JSON.stringify({ ...Object(await user.json()), password });
  const changed = await fetch(`${standin.url}/api/users/${id}`, { method: 'PUT', headers, body });
  expect(changed.status).toBeLessThan(300);
  return password;
}

const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => errors.push(inspect(error, { depth: 9 })));

test('a run between instances, failures of all kinds, and everything that users do', async () => {
  await loadDemoWorld(source.url, { organisationUnits: 5, dataValues: 20, trackedEntities: 2, packages: false });
  const wrong = plant('a wrong password');
  const token = plant('a token of an instance', `d2pat_${randomBytes(16).toString('hex')}`);
  const register = (name: string, url: string, password: string) =>
    line.run(['instance', 'add', name, url, '--username', 'admin'], { answers: [password] });
  await register('source', source.url, await plantAccount(source, 'the password at the source'));
  await register('target', target.url, await plantAccount(target, 'the password at the target'));
  await register('mistyped', target.url, wrong);
  await register('nowhere', 'http://127.0.0.1:9', wrong);
  const environment = { RELAIS_BYTOKEN_TOKEN: token };
  await line.run(['instance', 'add', 'bytoken', target.url], { environment });
  await line.run(['instance', 'add', 'inurl', `https://admin:${plant('a password in an address')}@example.org`]);
  for (const name of ['source', 'mistyped', 'nowhere', 'bytoken']) {
    await line.run(['instance', 'test', name]);
    await line.run(['instance', 'test', name, '--json'], { language: 'fr' });
    await line.run(['diff', 'source', name, '--json']);
  }
  expect(await line.run(['replicate', 'source', 'target', '--yes'])).toBe(0);
  await line.run(['report', '1', '--html', '--out', join(dataDirectory, 'report.html')]);
  await line.run(['report', '1', '--json', '--out', join(dataDirectory, 'report.json')]);
  await line.run(['replicate', 'source', `archive:${join(dataDirectory, 'archive')}`, '--only', 'constants', '--yes']);
  for (const argv of [['runs', '--json'], ['instance', 'list', '--json'], ['user', 'list'], ['--help']])
    await line.run(argv);
});

test('users with all that they have', async () => {
  const password = plant('the password of a user', 'quatre pirogues bleues');
  await line.run(['user', 'add', 'awa', '--role', 'administrator'], { answers: [password, password] });
  const access: Access = {
    database: store.database,
    vault: await openVault({ dataDirectory }),
    passwords: createPasswordHashing(),
    now: () => new Date(),
    actor: { kind: 'user', name: 'awa' },
  };
  const user = await getUser(store.database, 'awa');
  plant('the file that was read', await fileWithPassword());
  const { token: invitation } = await inviteUser(access, user);
  plant('an invitation', invitation);
  await attempt(
    acceptInvitation(access, { token: invitation, password: plant('a password that is refused', 'pirogue') }),
  );
  const { secret } = await offerSecondFactor(access, user);
  plant('what the telephone knows', secret);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const codes = await confirmSecondFactor(access, user, totp.generate());
  codes.forEach((code, at) => void plant(`recovery code ${at}`, code));
  const first = await logIn(access, { username: 'awa', password, address: '192.0.2.1' });
  if (first.kind !== 'second-factor') return expect.fail(first.kind);
  plant('a challenge', first.challenge);
  const second = await logInWithCode(access, { challenge: first.challenge, code: codes[0] ?? '' });
  if (second.kind !== 'logged-in') return expect.fail(second.kind);
  plant('a session', second.session.token);
  plant('a token of our pages', second.session.csrfToken);
  expect(await useSession(access, second.session.token)).toMatchObject({ kind: 'valid' });
  plant('a personal token', (await issueToken(access, user, { name: 'x', scopes: ['look'], days: 1 })).token);
  await attempt(logIn(access, { username: plant('a password where the name belongs'), password }));
  await attempt(logInWithCode(access, { challenge: first.challenge, code: '123456' }));

  const provider = await startProvider();
  const guarded = createGuardedFetch({ allowed: ['loopback'] });
  const clientSecret = plant('the secret of a client');
  const settings = { issuer: provider.issuer, clientId: 'relais', clientSecret, redirectUri };
  const begun = await beginOpenIdLogIn(access, createOpenIdProvider(settings, guarded));
  plant('the token of a browser', begun.browserToken);
  plant('a state', new URL(begun.url).searchParams.get('state') ?? '');
  await guarded.close();
  await provider.stop();
});

async function fileWithPassword(): Promise<string> {
  const secret = `mot dans un fichier ${randomBytes(6).toString('hex')}`;
  const file = join(directory, 'password');
  await writeFile(file, secret);
  await line.run(['user', 'add', 'binta', '--role', 'reader', '--password-file', file]);
  return secret;
}

test('none of the planted secrets is anywhere to be found, in no spelling', async () => {
  const key = /^1:(\w{64})/.exec(await readFile(join(dataDirectory, 'key'), 'utf8'))?.[1] ?? '';
  plant('the key of the vault', key);
  const places = new Map([
    ['the database', await dump()],
    ['the files', await allFiles(dataDirectory)],
    // An invitation is shown by the command that makes it, and the one here came from a function.
    ['what the commands wrote', line.everything],
    ['the errors', errors.join('\n')],
  ]);
  // What is looked through is what it should be: the failures came from these passwords, and their instances are there.
  expect(places.get('what the commands wrote')).toContain('DHIS2_PASSWORD_REFUSED');
  expect(places.get('what the commands wrote')).toContain('DHIS2_TOKEN_REFUSED');
  expect(places.get('the database')).toContain('"name":"mistyped"');
  expect(places.get('the files')).toContain('<!doctype html>');
  expect(planted.size).toBeGreaterThan(25);
  const found: string[] = [];
  for (const [what, secret] of planted) {
    for (const [place, text] of places) {
      if (spellings(secret).some((spelling) => text.includes(spelling))) found.push(`${what} in ${place}`);
    }
  }
  expect(found).toEqual([]);
  for (const [place, text] of places) expect(text.length, place).toBeGreaterThan(100);
});

test('whatever looks like a ciphertext stands in a column that a change of keys knows', async () => {
  const columns = await sql<{ place: string; table_name: string; column_name: string }>`
    select table_name || '.' || column_name as place, table_name, column_name
    from information_schema.columns where table_schema = 'public' and data_type in ('text', 'character varying')
  `.execute(store.database);
  const ciphertext = String.raw`^\d+\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22}\.`;
  const holding: string[] = [];
  for (const { place, table_name: table, column_name: column } of columns.rows) {
    const { rows } = await sql`
      select 1 from ${sql.table(table)} where ${sql.ref(column)} ~ ${ciphertext} limit 1
    `.execute(store.database);
    if (rows.length > 0) holding.push(place);
  }
  expect(holding.length).toBeGreaterThan(2);
  expect(holding.filter((place) => !sealedColumns.includes(place))).toEqual([]);
});

/** Every row of every table of Relais, its schemas included. */
async function dump(): Promise<string> {
  const tables = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')
  `.execute(store.database);
  const texts: string[] = [];
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`
      select row_to_json(t)::text as text from ${sql.id(schema, name)} as t
    `.execute(store.database);
    texts.push(`${schema}.${name}`, ...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

async function allFiles(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'key');
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n');
}

/** A secret as it stands, and as it may be sent or escaped. */
function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const basic = Buffer.from(`admin:${secret}`, 'utf8').toString('base64');
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    basic.replace(/=+$/, ''),
  ];
}
