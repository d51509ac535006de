import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FaultWorld, openFaultWorld } from './fixtures/fault-world.ts';
import { type OwnPostgres, startOwnPostgres } from './fixtures/own-postgres.ts';
import { until } from './fixtures/until.ts';

let postgres: OwnPostgres;
let world: FaultWorld;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  world = await openFaultWorld('data', postgres);
});
afterEach(() => world.tidyUp());
// The world drops its database, which is this PostgreSQL.
afterAll(() => world.close());

/** When the server that answers now was started; undefined where none does. */
async function serverStart(): Promise<string | undefined> {
  const asked = sql<{ at: string }>`select pg_postmaster_start_time()::text as at`.execute(world.database);
  return asked.then(
    ({ rows }) => rows[0]?.at,
    () => undefined,
  );
}

async function chunksOf(runId: number): Promise<number> {
  return (await world.database.selectFrom('chunk').where('run_id', '=', runId).select('id').execute()).length;
}

test('PostgreSQL may go down in the middle: it and the workers come back, and go on', {
  timeout: 300_000,
}, async () => {
  const workers = [world.startWorker(), world.startWorker()];
  const runId = await world.startDataRun(await world.freshTarget());
  for (const [chunks, crash] of [
    [2, postgres.killServer],
    [6, postgres.restart],
  ] as const) {
    await until(async () => (await chunksOf(runId)) >= chunks);
    const before = await serverStart();
    const kept = await chunksOf(runId);
    await crash();
    await until(async () => ![undefined, before].includes(await serverStart()));
    expect(await chunksOf(runId)).toBeGreaterThanOrEqual(kept);
  }
  await world.expectUndisturbedEnd(runId);
  expect(workers.flatMap(({ said }) => said).join(' ')).toContain('the database is in trouble');
  for (const worker of workers) await worker.stop();
});

test('a full disk for the ledger is waited for, and costs no tries', { timeout: 300_000 }, async () => {
  const { database } = world;
  await sql`create function refuse_chunk() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: no space left on device' using errcode = '53100'; end $$`.execute(
    database,
  );
  await sql`create trigger disk_full before insert on chunk for each row execute function refuse_chunk()`.execute(
    database,
  );
  const worker = world.startWorker();
  const runId = await world.startDataRun(await world.freshTarget());
  const failing = () =>
    database.selectFrom('piece').where('run_id', '=', runId).where('times_taken', '>', 1).selectAll();
  await until(async () => (await failing().execute()).length > 0);
  expect(await chunksOf(runId)).toBe(0);
  expect(await failing().execute()).toMatchObject([{ attempts: 0 }]);
  await sql`drop trigger disk_full on chunk`.execute(database);
  await world.expectUndisturbedEnd(runId);
  await worker.stop();
});
