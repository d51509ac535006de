import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { createCommandLine } from './testing/command-line.ts';
import { createProcesses, type RelaisProcess } from './testing/relais-process.ts';

let store: TestDatabase;
let directory: string;
let service: RelaisProcess;
let server: ReturnType<typeof createProcesses>;
/** Another machine: no database, no data directory, and no authority that it did not know before. */
let elsewhere: ReturnType<typeof createProcesses>;
let authority: Readonly<Record<string, string>>;
const passphrase = 'trois pirogues vertes';
const file = (name: string) => join(directory, name);

beforeAll(async () => {
  store = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'relais-remote-tls-'));
  await writeCertificates();
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: file('data') };
  const commands = createCommandLine(environment);
  await commands.run(['user', 'add', 'awa', '--role', 'administrator'], { answers: [passphrase, passphrase] });
  await commands.run([
    'token',
    'create',
    'awa',
    '--name',
    'laptop',
    '--scopes',
    'look,run,define,administer',
    '--json',
  ]);
  server = createProcesses(environment);
  const certificate = ['--tls-cert', file('service.pem'), '--tls-key', file('service.key')];
  service = server.start(['serve', '--port', '0', '--jobs', '1', ...certificate]);
  const [, url = ''] = await service.saying(/(https:\/\/\S+)\/api\/v1\/docs/);
  elsewhere = createProcesses({
    ...{ RELAIS_SERVICE: url, RELAIS_TOKEN: JSON.parse(commands.out).token, RELAIS_DATA: file('none') },
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  });
  authority = { NODE_EXTRA_CA_CERTS: file('authority.pem') };
});
afterAll(async () => {
  server.killAll();
  elsewhere.killAll();
  await store.drop();
  await rm(directory, { recursive: true });
});

/** What a ministry without a public name does: an authority of its own, and a certificate by it. */
async function writeCertificates(): Promise<void> {
  const root = await generate([{ name: 'commonName', value: 'Autorité locale' }], {
    keySize: 2048,
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  const own = await generate([{ name: 'commonName', value: 'relais' }], {
    keySize: 2048,
    ca: { key: root.private, cert: root.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  await writeFile(file('authority.pem'), root.cert);
  await writeFile(file('service.pem'), own.cert);
  await writeFile(file('service.key'), own.private, { mode: 0o600 });
}

async function run(argv: readonly string[], more: Readonly<Record<string, string>> = authority) {
  const relais = elsewhere.start(argv, more);
  return { code: await relais.ended(), said: relais.said() };
}

test('the command line of another machine speaks to a service over TLS of its own, whose authority it was told of', async () => {
  const secret = { ...authority, RELAIS_CAPITAL_PASSWORD: 'district' };
  const added = await run(['instance', 'add', 'capital', 'https://capital.example.org', '--username', 'x'], secret);
  expect(added).toMatchObject({ code: 0, said: expect.stringContaining('https://capital.example.org') });
  const listed = await run(['instance', 'list', '--json']);
  expect(JSON.parse(listed.said)).toMatchObject([{ name: 'capital', username: 'x' }]);
});

test('a person logs in with a password over the same line', async () => {
  const person = { RELAIS_TOKEN: '', RELAIS_SERVICE_USERNAME: 'awa', RELAIS_SERVICE_PASSWORD: passphrase };
  const listed = await run(['user', 'list', '--json'], { ...authority, ...person });
  expect(JSON.parse(listed.said)).toMatchObject([{ username: 'awa' }]);
});

test('without the authority nothing is said to the service: neither a token nor a password', async () => {
  const { code, said } = await run(['instance', 'list'], {});
  expect(code).toBe(3);
  expect(said).toContain('SERVICE_UNREACHABLE');
  expect(said).toContain('certificate');
  expect(await service.end()).toBe(0);
});
