import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../cli/program.ts';
import { listInstances } from '../store/instance.ts';
import { loadRun } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { composeCli } from './compose.ts';
import { readConfig } from './config.ts';

let store: TestDatabase;
let dataDirectory: string;

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-demo-'));
});
afterAll(async () => {
  await store.drop();
  await rm(dataDirectory, { recursive: true });
});

const small = ['--values', '300', '--orgunits', '20', '--entities', '10'];

/** `relais demo` as somebody types it who is sitting there. In a script it ends by itself, as it always did. */
function startDemo() {
  let said = '';
  const output = {
    write: (text: string) => {
      said += text;
    },
    ...{ isLive: true, hasColour: false, columns: 100 },
  };
  const interrupted = new AbortController();
  const config = readConfig({ DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory });
  const terminal = { out: output, err: output, canAsk: true, ask: async () => '' };
  const cli = composeCli({ config, terminal, language: 'en', signal: interrupted.signal });
  return { ended: runCommandLine(cli, ['demo', ...small]), said: () => said, interrupt: () => interrupted.abort() };
}

it('opens the application on a terminal, leads the first administrator to the run, and stays until Ctrl-C', async () => {
  const demo = startDemo();
  let isOver = false;
  const ended = demo.ended.finally(() => {
    isOver = true;
  });
  while (!demo.said().includes('stays open') && !isOver) await new Promise((resolve) => setTimeout(resolve, 50));
  const [, url = '', token] = /(http:\/\/127\S+)\/setup\?next=%2Fruns%2Flatest#(\S+)/.exec(demo.said()) ?? [];
  const page = await fetch(`${url}/runs/latest`, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('csp-nonce')]);
  const body = JSON.stringify({ token, username: 'awa', password: 'quatre chevaux blancs dansent' });
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(made.status).toBe(201);
  expect((await listInstances(store.database)).map(({ name }) => name)).toEqual(['demo-source', 'demo-target']);
  expect(await loadRun(store.database, 1)).toMatchObject({ state: 'completed' });
  demo.interrupt();
  expect(await ended).toBe(0);
  expect(await listInstances(store.database)).toEqual([]);
});
