import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findCluster } from './cluster.ts';
import { destroyEmbeddedPostgres, joinEmbeddedPostgres } from './embedded-postgres.ts';
import { type Postmaster, pidFileName, readLastPort, readPostmaster } from './postmaster.ts';

const isRoot = process.getuid?.() === 0;
const signal = new AbortController().signal;

let project: string;
let data: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'relais-embedded-'));
  data = join(project, 'data');
  await chmod(project, 0o711);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await chmod(project, 0o711);
  await destroyEmbeddedPostgres(data);
  await rm(project, { recursive: true, force: true });
});

const joinHere = () => joinEmbeddedPostgres(data, signal, { isThrowaway: true });

async function ask(connectionString: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const answer = await client.query({ text: question, rowMode: 'array' });
    return answer.rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function runningServer(): Promise<Postmaster | undefined> {
  const cluster = await findCluster(data);
  return cluster && readPostmaster(cluster.directory);
}

/** Another Relais, as its own process, that stays until it is killed. */
async function startNeighbour(): Promise<ChildProcess> {
  const module = join(import.meta.dirname, 'embedded-postgres.ts');
  const program = `
    const { joinEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await joinEmbeddedPostgres(${JSON.stringify(data)}, new AbortController().signal, { isThrowaway: true });
    process.stdout.write('in');
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

test('a cluster in UTF-8 that sorts alike everywhere, reached over loopback with a password only', async () => {
  const stay = await joinHere();
  const url = stay.connectionString('postgres');
  expect(await ask(url, 'show server_encoding')).toBe('UTF8');
  expect(await ask(url, "select lower('ÉTÉ')")).toBe('été');
  expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
  const withoutPassword = url.replace(/:[0-9a-f]+@/, ':wrong@');
  await expect(ask(withoutPassword, 'select 1')).rejects.toThrow('password authentication failed');
  await stay.leave();
});

test('the password is kept for nobody else, and the programs run in place where they can be reached', async () => {
  const stay = await joinHere();
  const cluster = await findCluster(data);
  expect(cluster?.home.directory).toBe(join(data, 'postgresql'));
  const file = await stat(join(cluster?.directory ?? '', '../password'));
  expect(file.mode & 0o777).toBe(0o600);
  await stay.leave();
});

test('a project folder that is closed to others: the cluster is where PostgreSQL’s account can get', async () => {
  await chmod(project, 0o700);
  const stay = await joinHere();
  expect(await ask(stay.connectionString('postgres'), 'select 41 + 1')).toBe(42);
  const cluster = await findCluster(data);
  const isInside = cluster?.home.directory.startsWith(project);
  expect(isInside).toBe(!isRoot);
  expect(await readdir(data)).toContain(isRoot ? 'postgresql-location' : 'postgresql');
  await stay.leave();
  const again = await joinHere();
  expect((await findCluster(data))?.home.directory).toBe(cluster?.home.directory);
  await again.leave();
});

test('a database that is there is never replaced by an empty one, when its folder is closed afterwards', async () => {
  await (await joinHere()).leave();
  await chmod(project, 0o700);
  const answer = await joinHere().then(
    async (stay) => {
      await stay.leave();
      return 'opened';
    },
    (error) => error.code,
  );
  expect(answer).toBe(isRoot ? 'EMBEDDED_DATABASE_FORBIDDEN' : 'opened');
  expect(await readdir(data)).toEqual(['postgresql']);
});

test('the first starts the server, the others find it, and the last to leave stops it', async () => {
  const stays = await Promise.all([joinHere(), joinHere(), joinHere()]);
  const urls = new Set(stays.map((stay) => stay.connectionString('postgres')));
  expect(urls.size).toBe(1);
  const [first, second, third] = stays;
  await first?.leave();
  await third?.leave();
  expect(await runningServer()).toMatchObject({ isReady: true });
  expect(await ask(second?.connectionString('postgres') ?? '', 'select 1')).toBe(1);
  await second?.leave();
  expect(await runningServer()).toBeUndefined();
});

test('all leave at once, and somebody arrives in the middle of it', async () => {
  const stays = await Promise.all([joinHere(), joinHere()]);
  const arriving = joinHere();
  await Promise.all(stays.map((stay) => stay.leave()));
  const late = await arriving;
  expect(await ask(late.connectionString('postgres'), 'select 1')).toBe(1);
  await late.leave();
  expect(await runningServer()).toBeUndefined();
});

test('a process that was killed is not counted among those who stay', async () => {
  const neighbour = await startNeighbour();
  const stay = await joinHere();
  await kill(neighbour);
  await sleep(200);
  await stay.leave();
  expect(await runningServer()).toBeUndefined();
});

test('what a killed process left running serves the next one', async () => {
  const neighbour = await startNeighbour();
  const before = await runningServer();
  await kill(neighbour);
  const stay = await joinHere();
  expect(await runningServer()).toEqual(before);
  await stay.leave();
  expect(await runningServer()).toBeUndefined();
});

test('after a server that was killed the next start recovers what was written', async () => {
  const stay = await joinEmbeddedPostgres(data, signal);
  await ask(stay.connectionString('postgres'), "create table note as select 'kept' as text");
  const server = await runningServer();
  process.kill(server?.pid ?? Number.NaN, 'SIGKILL');
  await stay.leave();
  const again = await joinHere();
  expect(await ask(again.connectionString('postgres'), 'select text from note')).toBe('kept');
  await again.leave();
});

test('a server that crashed comes back on the port that it had, for everybody who stays', async () => {
  const stays = await Promise.all([joinHere(), joinHere()]);
  const url = stays[0].connectionString('postgres');
  const before = await runningServer();
  process.kill(before?.pid ?? Number.NaN, 'SIGKILL');
  // Not there, or not ready yet, or gone in the middle of a word; the killed one may still answer for a moment.
  const present = `select count(*)::int from pg_stat_activity where application_name = 'relais presence'`;
  const arePresent = async () => {
    if ((await runningServer())?.pid === before?.pid) return false;
    return (await ask(url, present).catch((error: Error) => error.message)) === stays.length;
  };
  await vi.waitUntil(arePresent, { timeout: 120_000, interval: 100 });
  expect((await runningServer())?.port).toBe(before?.port);
  await stays[0].leave();
  expect(await ask(url, 'select 42')).toBe(42);
  await stays[1].leave();
  expect(await runningServer()).toBeUndefined();
});

test('the last to leave stops a server that another one is about to come back to: that one starts it again', async () => {
  const neighbour = await startNeighbour();
  const stay = await joinHere();
  const before = await runningServer();
  // It is slow: it has not seen yet that its server is gone when the other one has come back and leaves for good.
  neighbour.kill('SIGSTOP');
  process.kill(before?.pid ?? Number.NaN, 'SIGKILL');
  const present = `select count(*)::int from pg_stat_activity where application_name = 'relais presence'`;
  const count = () => ask(stay.connectionString('postgres'), present).catch((error: Error) => error.message);
  const isBack = async () => (await runningServer())?.pid !== before?.pid && (await count()) === 1;
  await vi.waitUntil(isBack, { timeout: 120_000, interval: 100 });
  await stay.leave();
  expect(await runningServer()).toBeUndefined();
  neighbour.kill('SIGCONT');
  await vi.waitUntil(async () => (await count()) === 1, { timeout: 60_000, interval: 100 });
  await kill(neighbour);
});

test('a port that somebody has taken meanwhile is left to them', async () => {
  await (await joinHere()).leave();
  const cluster = await findCluster(data);
  const port = await readLastPort(cluster?.directory ?? '');
  expect(port).toBeGreaterThan(0);
  const somebody = createServer().listen(port, '127.0.0.1');
  await once(somebody, 'listening');
  const stay = await joinHere();
  expect(await ask(stay.connectionString('postgres'), 'select 42')).toBe(42);
  expect((await runningServer())?.port).not.toBe(port);
  await stay.leave();
  somebody.close();
});

test('a server that somebody stops stays so', async () => {
  const stay = await joinHere();
  await destroyEmbeddedPostgres(data);
  await stay.leave();
  expect(await runningServer()).toBeUndefined();
});

test('a pid file whose number now belongs to another process is put away', async () => {
  await (await joinHere()).leave();
  const cluster = await findCluster(data);
  const file = join(cluster?.directory ?? '', pidFileName);
  await writeFile(file, `${process.pid}\n${cluster?.directory}\n0\n5432\n\n127.0.0.1\n\nready   \n`);
  const stay = await joinHere();
  expect(await ask(stay.connectionString('postgres'), 'select 1')).toBe(1);
  expect(await readFile(file, 'utf8')).not.toMatch(new RegExp(`^${process.pid}\n`));
  await stay.leave();
});

test('a server that cannot start says so in its own words', async () => {
  await (await joinHere()).leave();
  const cluster = await findCluster(data);
  await writeFile(join(cluster?.directory ?? '', 'postgresql.conf'), 'nonsense = 1\n');
  await expect(joinHere()).rejects.toMatchObject({ code: 'EMBEDDED_DATABASE_FAILED' });
  const log = await readFile(cluster?.log ?? '', 'utf8');
  expect(log).toContain('nonsense');
});

test('a note that points nowhere is no hindrance', async () => {
  await mkdir(data);
  await writeFile(join(data, 'postgresql-location'), `${join(project, 'gone')}\n`);
  const stay = await joinHere();
  expect(await ask(stay.connectionString('postgres'), 'select 1')).toBe(1);
  await stay.leave();
});
