import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
let folder: string;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relais-migrations-'));
  await sql`drop table if exists migration, colour, taste`.execute(store.database);
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);

async function tableExists(name: string): Promise<boolean> {
  const answer = await sql<{ is_there: boolean }>`select to_regclass(${name}) is not null as is_there`.execute(
    store.database,
  );
  return answer.rows[0]?.is_there ?? false;
}

test('applies what is new, in the order of the numbers, and once', async () => {
  await write('0002-taste.sql', 'create table taste (colour integer references colour)');
  await write('0001-colour.sql', 'create table colour (id integer primary key)');
  await write('notes.txt', 'not a migration');
  expect(await migrate(store.database, folder)).toEqual(['0001-colour.sql', '0002-taste.sql']);
  expect(await migrate(store.database, folder)).toEqual([]);
});

test('processes that start together apply each migration once', async () => {
  await write('0001-colour.sql', 'create table colour (id integer primary key)');
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(store.database, folder)));
  expect(applied.flat()).toEqual(['0001-colour.sql']);
});

test('a migration that fails leaves nothing of itself, and what came before it stays', async () => {
  await write('0001-colour.sql', 'create table colour (id integer primary key)');
  await write('0002-taste.sql', 'create table taste (id integer); insert into nowhere values (1)');
  await expect(migrate(store.database, folder)).rejects.toThrow('nowhere');
  expect(await tableExists('colour')).toBe(true);
  expect(await tableExists('taste')).toBe(false);
});

test('an applied migration that was changed is refused', async () => {
  await write('0001-colour.sql', 'create table colour (id integer primary key)');
  await migrate(store.database, folder);
  await write('0001-colour.sql', 'create table colour (id bigint primary key)');
  await expect(migrate(store.database, folder)).rejects.toMatchObject({ code: 'MIGRATION_CHANGED' });
});

test('a database that a newer Relais has changed is refused, and left as it is', async () => {
  await write('0001-colour.sql', 'create table colour (id integer primary key)');
  await write('0002-taste.sql', 'create table taste (id integer)');
  await migrate(store.database, folder);
  await rm(join(folder, '0002-taste.sql'));
  await write('0003-smell.sql', 'create table smell (id integer)');
  await expect(migrate(store.database, folder)).rejects.toMatchObject({
    code: 'DATABASE_IS_NEWER',
    args: { name: '0002-taste.sql' },
  });
  expect(await tableExists('smell')).toBe(false);
});
