import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Access } from '../access/access.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import { addTestInstance, addTestUser, goodPassword } from '../access/testing/open-access.ts';
import { prepareWritingRequests, type WritingRequest } from '../api/testing/writing-requests.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { createProcesses, type RelaisProcess } from './testing/relais-process.ts';

let store: TestDatabase;
let access: Access;
let dataDirectory: string;
let processes: ReturnType<typeof createProcesses>;
const key = '22'.repeat(32);

beforeAll(async () => {
  store = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-killed-'));
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: dataDirectory, RELAIS_KEY: key };
  processes = createProcesses({ ...environment, RELAIS_REQUESTS_PER_MINUTE: '1000000' });
  access = {
    database: store.database,
    vault: createVault(parseKeyRing(key)),
    passwords: createPasswordHashing({ memoryKiB: 8, passes: 1, lanes: 1 }),
    now: () => new Date(),
    actor: { kind: 'system', name: 'tests' },
  };
  for (const name of ['capital', 'region']) await addTestInstance(access, name);
  await addTestUser(access, 'awa', { role: 'administrator' });
});

afterAll(async () => {
  processes.killAll();
  await store.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

interface Service {
  readonly process: RelaisProcess;
  readonly url: string;
}

async function serve(): Promise<Service> {
  const process = processes.start(['serve', '--port', '0', '--jobs', '1']);
  const found = await process.saying(/(http:\/\/127\.0\.0\.1:\d+)\/api/);
  return { process, url: `${found[1]}/api/v1` };
}

/** What a browser sends along once somebody has logged in. */
async function logIn({ url }: Service): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'awa', password: goodPassword }),
  });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { cookie: cookie.join('; '), 'x-csrf-token': csrfToken };
}

async function send({ url }: Service, session: Record<string, string>, request: WritingRequest): Promise<number> {
  const { route, path, body, key: idempotencyKey } = request;
  const answer = await fetch(url + path, {
    method: route.split(' ')[0] ?? '',
    headers: {
      ...session,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await answer.text();
  return answer.status;
}

/** Where each kind of thing that the trail tells of stands, as one row; nothing where there is none. */
const rows: Readonly<Record<string, (name: string) => ReturnType<typeof sql>>> = {
  instance: (name) => sql`select json_build_array(row_to_json(instance), row_to_json(instance_limit)) as row
    from instance left join instance_limit on address = url where name = ${name}`,
  replication: (name) => sql`select row_to_json(replication) as row from replication where name = ${name}`,
  schedule: (
    name,
  ) => sql`select json_build_array(cron, is_paused) as row from schedule join replication on replication.id = replication_id
    where name = ${name}`,
  run: (name) => sql`select json_build_array(state) as row from run where id = ${Number(name)}`,
  user: (name) => sql`select json_build_array(role, disabled_at, password_hash) as row
    from user_account where username = ${name}`,
  channel: (name) => sql`select row_to_json(notice_channel) as row from notice_channel where name = ${name}`,
  rule: (name) => sql`select row_to_json(notice_rule) as row from notice_rule where name = ${name}`,
};

async function rowOf({ subject }: WritingRequest): Promise<string> {
  if (subject === undefined) return '';
  const found = await rows[subject.kind]?.(subject.name).execute(store.database);
  return JSON.stringify(found?.rows ?? []);
}

async function lastEntry(): Promise<number> {
  const found = await sql<{ seq: number }>`select coalesce(max(seq), 0) as seq from audit_entry`.execute(
    store.database,
  );
  return found.rows[0]?.seq ?? 0;
}

async function numberOf(query: ReturnType<typeof sql<{ number: number }>>): Promise<number> {
  return (await query.execute(store.database)).rows[0]?.number ?? 0;
}

/** How often the trail has told something since an entry. */
function told(since: number, action: string): Promise<number> {
  return numberOf(sql`select count(*) as number from audit_entry where seq > ${since} and action = ${action}`);
}

/** What is left of a round must be whole: each thing is changed if and only if the trail tells of it. */
async function assertWhole(
  requests: readonly WritingRequest[],
  before: ReadonlyMap<WritingRequest, string>,
  { since, lastRun, mark }: { readonly since: number; readonly lastRun: number; readonly mark: string },
): Promise<number> {
  let done = 0;
  for (const request of requests) {
    const { subject, route } = request;
    if (subject === undefined) continue;
    const isChanged = (await rowOf(request)) !== before.get(request);
    const entries = await numberOf(sql`select count(*) as number from audit_entry
      where seq > ${since} and subject_kind = ${subject.kind} and subject = ${subject.name}`);
    expect({ route, isChanged }, route).toEqual({ route, isChanged: entries > 0 });
    if (isChanged) done += 1;
  }
  // A run that was started: its row, its trail, its first piece and the answer to its key, or nothing of it.
  const isNew = sql`run_id > ${lastRun}`;
  const runs = await numberOf(sql`select count(*) as number from run where id > ${lastRun}`);
  expect({
    trail: await told(since, 'run.created'),
    births: await numberOf(sql`select count(*) as number from run_transition where ${isNew} and from_state is null`),
    pieces: await numberOf(sql`select count(*) as number from piece where ${isNew} and task = 'open'`),
    answers: await numberOf(sql`select count(*) as number from idempotent_answer
      where key like ${`%-${mark}`} and body is not null`),
  }).toEqual({ trail: runs, births: runs, pieces: runs, answers: runs });
  expect(await numberOf(sql`select count(*) as number from idempotent_answer where body is null`)).toBe(0);
  const name = `t-${mark}`;
  expect(await told(since, 'token.revoked')).toBe(
    await numberOf(sql`select count(*) as number from personal_token where name = ${name} and revoked_at is not null`),
  );
  expect(await told(since, 'token.created')).toBe(
    await numberOf(sql`select count(*) as number from personal_token where name = ${`made-${mark}`}`),
  );
  return done + runs;
}

it('leaves all or nothing of every request that it was killed in the middle of', { timeout: 600_000 }, async () => {
  let service = await serve();
  const session = await logIn(service);
  const all: WritingRequest[] = [];
  const counts: number[] = [];
  // Killed when so many answers have come, while the others are under way.
  for (const [round, answersBefore] of [1, 8, 20].entries()) {
    const mark = `round-${round}`;
    const requests = await prepareWritingRequests(access, mark, 'awa');
    all.push(...requests.filter((request) => request.key !== undefined));
    const before = new Map<WritingRequest, string>();
    for (const request of requests) before.set(request, await rowOf(request));
    const since = await lastEntry();
    const lastRun = await numberOf(sql`select max(id) as number from run`);
    await killAfter(service, session, requests, answersBefore);
    counts.push(await assertWhole(requests, before, { since, lastRun, mark }));
    expect(await verifyAudit(store.database, { signal: AbortSignal.timeout(60_000) })).toMatchObject({
      broken: undefined,
    });
    service = await serve();
  }
  expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0);
  // Whoever sends the same again gets the run that there is, or the one that there was to be.
  for (const request of all) expect(await send(service, session, request), request.path).toBeLessThan(300);
  const runs = await numberOf(sql`select count(distinct body) as number from idempotent_answer`);
  expect(runs).toBe(all.length);
  expect(await service.process.end()).toBe(0);
});

/** Sends everything at once, and kills the service when so many answers are there. */
async function killAfter(
  service: Service,
  session: Record<string, string>,
  requests: readonly WritingRequest[],
  answers: number,
): Promise<void> {
  const enough = Promise.withResolvers<void>();
  let come = 0;
  const sent = requests.map(async (request) => {
    const status = await send(service, session, request).catch(() => 'cut off' as const);
    come += 1;
    if (come === answers || come === requests.length) enough.resolve();
    return status;
  });
  await enough.promise;
  await service.process.end('SIGKILL');
  const statuses = await Promise.all(sent);
  // What was answered before was no refusal: every request is one that may be carried out.
  expect(statuses.filter((status) => typeof status === 'number' && status >= 300)).toEqual([]);
  await connectionsGone();
}

/** PostgreSQL ends the transactions of a client that has died as soon as it notices. */
async function connectionsGone(): Promise<void> {
  const others = sql<{ number: number }>`select count(*) as number from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state like '%in transaction%' or state = 'active'
      and datname = current_database() and pid <> pg_backend_pid()`;
  while ((await numberOf(others)) > 0) await new Promise((resolve) => setTimeout(resolve, 25));
}
