import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { type Standin, startStandin } from '@relais/standin/server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cli } from '../cli/cli.ts';
import { runCommandLine } from '../cli/program.ts';
import type { Terminal } from '../cli/terminal.ts';
import { findInstance } from '../store/instance.ts';
import { loadRun } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { composeCli } from './compose.ts';
import { readConfig } from './config.ts';

const release = '2.42.4.1';
let store: TestDatabase;
let source: Standin;
let target: Standin;
let dataDirectory: string;

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-cli-'));
  source = await startStandin({ release });
  target = await startStandin({ release, seed: 'target' });
  await loadDemoWorld(source.url, { organisationUnits: 20, dataValues: 200, trackedEntities: 5, packages: false });
  await run(['instance', 'add', 'source', source.url], {
    environment: { RELAIS_SOURCE_USERNAME: 'admin', RELAIS_SOURCE_PASSWORD: 'district' },
  });
  await run(['instance', 'add', 'target', target.url], {
    environment: { RELAIS_TARGET_USERNAME: 'admin', RELAIS_TARGET_PASSWORD: 'district' },
  });
});
afterAll(async () => {
  await source.close();
  await target.close();
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

let out = '';
let err = '';
let questions: string[] = [];

interface Circumstances {
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers on a terminal; nobody is there without. */
  readonly answers?: readonly string[];
  readonly signal?: AbortSignal;
  readonly change?: (cli: Cli) => Cli;
}

/** A command line as a person types it, on a terminal that is read by the test. */
async function run(argv: readonly string[], circumstances: Circumstances = {}): Promise<number> {
  out = '';
  err = '';
  questions = [];
  const answers = [...(circumstances.answers ?? [])];
  const stream = (write: (text: string) => void) => ({ write, isLive: false, hasColour: false, columns: 100 });
  const terminal: Terminal = {
    out: stream((text) => {
      out += text;
    }),
    err: stream((text) => {
      err += text;
    }),
    canAsk: circumstances.answers !== undefined,
    ask: async (question) => {
      questions.push(question);
      return answers.shift() ?? '';
    },
  };
  const config = readConfig({
    ...circumstances.environment,
    DATABASE_URL: store.connectionString,
    RELAIS_DATA: dataDirectory,
  });
  const signal = circumstances.signal ?? new AbortController().signal;
  const cli = composeCli({ config, terminal, language: 'en', signal });
  return runCommandLine(circumstances.change?.(cli) ?? cli, argv);
}

test('a registered password is kept as ciphertext, and shown nowhere', async () => {
  expect(await run(['instance', 'list', '--json'])).toBe(0);
  expect(out).not.toContain('district');
  expect(JSON.parse(out)).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'source', username: 'admin' })]),
  );
  const kept = await findInstance(store.database, 'source');
  expect(kept?.secret).not.toContain('district');
  expect(await run(['instance', 'test', 'source'])).toBe(0);
  expect(out).toContain(`DHIS2 ${release}`);
  expect(out).toContain('all authorities');
});

test('a password comes from a file or from a question that does not show it', async () => {
  const file = join(dataDirectory, 'password');
  await writeFile(file, 'district\n');
  expect(await run(['instance', 'add', 'by-file', target.url, '--username', 'admin', '--password-file', file])).toBe(0);
  expect(await run(['instance', 'test', 'by-file'])).toBe(0);
  expect(await run(['instance', 'add', 'asked', target.url], { answers: ['admin', 'district'] })).toBe(0);
  expect(questions).toHaveLength(2);
  expect(await run(['instance', 'test', 'asked'])).toBe(0);
  for (const name of ['by-file', 'asked']) expect(await run(['instance', 'remove', name])).toBe(0);
  expect(await run(['instance', 'test', 'asked'])).toBe(3);
  expect(err).toContain('INSTANCE_NAME_UNKNOWN');
});

test('without credentials and without a terminal the variables to set are named', async () => {
  expect(await run(['instance', 'add', 'moh', source.url])).toBe(3);
  expect(err).toContain('RELAIS_MOH_PASSWORD');
});

test('nothing is written when nobody can confirm', async () => {
  expect(await run(['replicate', 'source', 'target'])).toBe(3);
  expect(err).toContain('CONFIRMATION_NEEDED');
  expect(await run(['replicate', 'source', 'target', '--json'], { answers: ['y'] })).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'CONFIRMATION_NEEDED' } });
});

test('the plan is shown and asked about before the first write, and no means no', async () => {
  expect(await run(['replicate', 'source', 'target', '--only', 'organisationUnits'], { answers: ['n'] })).toBe(3);
  expect(err).toContain('What will be written');
  expect(err).toContain('organisationUnits');
  expect(questions[0]).toContain(target.url);
  expect(err).toContain('Nothing was written.');
  expect(await run(['diff', 'source', 'target', '--json'])).toBe(2);
  const { totals } = JSON.parse(out);
  expect(totals.dataValues.created).toBeGreaterThan(0);
  expect(totals.organisationUnits.created).toBe(totals.organisationUnits.read);
});

test('a run that was stopped is resumed where it was, by its command', async () => {
  const controller = new AbortController();
  const change = (cli: Cli): Cli => ({
    ...cli,
    replicate: (request) => {
      const advanced = (...told: Parameters<typeof request.progress.advanced>) => {
        request.progress.advanced(...told);
        if (told[0] === 'metadata') controller.abort();
      };
      return cli.replicate({ ...request, progress: { ...request.progress, advanced } });
    },
  });
  expect(await run(['replicate', 'source', 'target', '--yes'], { change, signal: controller.signal })).toBe(3);
  const runNumber = Number(/relais resume (\d+)/.exec(err)?.[1]);
  expect(await loadRun(store.database, runNumber)).toMatchObject({ state: 'cancelled' });
  expect(await run(['resume', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ run: runNumber, verdict: 'identical', exitCode: 0 });
  expect(await loadRun(store.database, runNumber)).toMatchObject({ state: 'completed', interruptions: 1 });
});

test('a second run writes nothing, and its report is there for people and for programs', async () => {
  expect(await run(['replicate', 'source', 'target', '--yes'])).toBe(0);
  expect(out).toContain('IDENTICAL');
  expect(out).not.toContain('created');
  const file = /Report: (.+)$/m.exec(out)?.[1] ?? '';
  expect(await readFile(file, 'utf8')).toContain('<strong>IDENTICAL</strong>');
  const runNumber = /runs\/(\d+)\//.exec(file)?.[1] ?? '';
  expect(await run(['report', runNumber, '--json'])).toBe(0);
  const json = JSON.parse(out);
  expect(json).toMatchObject({ verdict: 'identical', causes: { refused: 0, unexplained: 0 } });
  expect(json.totals.organisationUnits.unchanged).toBe(json.totals.organisationUnits.read);
  expect(await run(['runs'])).toBe(0);
  expect(out).toContain('source → target');
  expect(await run(['verify', 'source', 'target'])).toBe(0);
});

test('a URL takes its credentials from the environment, and the same instance twice is refused', async () => {
  const environment = {
    RELAIS_SOURCE_USERNAME: 'admin',
    RELAIS_SOURCE_PASSWORD: 'district',
    RELAIS_TARGET_USERNAME: 'admin',
    RELAIS_TARGET_PASSWORD: 'district',
  };
  expect(await run(['diff', source.url, `${source.url}/`], { environment })).toBe(3);
  expect(err).toContain('DHIS2_SAME_INSTANCE');
  const wrong = { ...environment, RELAIS_TARGET_PASSWORD: 'wrong' };
  expect(await run(['diff', source.url, target.url], { environment: wrong })).toBe(3);
  expect(err).toContain('DHIS2_PASSWORD_REFUSED');
});

test('an archive is named like an instance, and asks for no credentials', async () => {
  const directory = join(dataDirectory, 'backups', 'source');
  const archive = `archive:${directory}`;
  expect(await run(['replicate', archive, 'target', '--yes'])).toBe(3);
  expect(err).toContain('ARCHIVE_NOT_FOUND');
  expect(await run(['replicate', 'source', archive, '--only', 'organisationUnits', '--yes'])).toBe(0);
  expect(err).toContain('target archive:source 2.42.4.1');
  expect(await run(['verify', 'source', archive, '--only', 'organisationUnits'])).toBe(0);
  expect(await run(['diff', archive, 'target', '--json'])).toBe(0);
  expect(Object.keys(JSON.parse(out).totals)).toEqual(['organisationUnits', 'fileResources']);
  expect(await run(['diff', archive, 'target', '--only', 'dataValues'])).toBe(3);
  expect(err).toContain('ARCHIVE_LACKS_TYPES');
  expect(await run(['verify', archive, archive])).toBe(3);
  expect(err).toContain('ARCHIVE_ON_BOTH_SIDES');
  expect(await run(['instance', 'test', archive])).toBe(0);
  expect(out).toContain('archive:source · DHIS2 2.42.4.1');
  expect(await run(['runs', '--json'])).toBe(0);
  expect(out).toContain(archive);
});

test('every byte of an archive is looked at by its command', async () => {
  const directory = join(dataDirectory, 'backups', 'source');
  expect(await run(['archive', 'check', directory])).toBe(0);
  expect(out).toContain('every byte is as it was written');
  const folder = join(directory, 'metadata', 'organisationUnits');
  const [slice = ''] = await readdir(folder);
  await writeFile(join(folder, slice), 'something else');
  expect(await run(['archive', 'check', `archive:${directory}`, '--json'])).toBe(3);
  expect(JSON.parse(out).damaged).toMatchObject([{ file: `metadata/organisationUnits/${slice}` }]);
});

test('errors for programs are one JSON document, usage errors are told in words; both end with 3', async () => {
  expect(await run(['report', '999999', '--json'])).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'RUN_UNKNOWN' } });
  expect(await run(['replicate', 'source'])).toBe(3);
  expect(await run(['nonsense'])).toBe(3);
  expect(await run(['report', '1', '--bogus'])).toBe(3);
  expect(err).toContain("unknown option '--bogus'");
});

test('help and version are no failures', async () => {
  expect(await run(['--help'])).toBe(0);
  expect(out).toContain('RELAIS_DATA');
  expect(out).toContain('Examples:');
  expect(await run(['--version'])).toBe(0);
});
