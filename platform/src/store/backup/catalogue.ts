import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { type BackupTable, fleetingTables } from './backup-format.ts';

/** The tables that a backup holds, with the columns that can be written, by name. */
export async function listTables(database: Database): Promise<readonly BackupTable[]> {
  const { rows } = await sql<{ table: string; columns: BackupTable['columns'] }>`
    select c.relname as table, json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname collate "C"`.execute(database);
  return rows.filter(({ table }) => !fleetingTables.has(table));
}

/** The last number that each sequence of the tables gave, as text because it may be large. */
export async function listSequences(database: Database): Promise<Readonly<Record<string, string | null>>> {
  const { rows } = await sql<{ name: string; last: string | null }>`
    select sequencename::text as name, last_value::text as last from pg_sequences
    where schemaname = current_schema() order by 1`.execute(database);
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** Dates, numbers and intervals as text that means the same wherever it is read. */
export async function speakPlainly(transaction: Database): Promise<void> {
  for (const setting of [
    sql`set local datestyle = 'ISO, YMD'`,
    sql`set local timezone = 'UTC'`,
    sql`set local intervalstyle = 'postgres'`,
    sql`set local extra_float_digits = 1`,
    sql`set local bytea_output = 'hex'`,
  ]) {
    await setting.execute(transaction);
  }
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/**
 * Lets the tables be filled in any order, as they were, without triggers and without foreign keys; the function that is given
 * back puts both in force again, and checks every row against every key. All in the caller's transaction, by the owner of the tables.
 */
export async function loosenTables(transaction: Database, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows: keys } = await sql<ForeignKey>`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace
    order by k.conname`.execute(transaction);
  for (const { table, name } of keys) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(transaction);
  }
  for (const table of tables) {
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(transaction);
  }
  return async () => {
    for (const table of tables) {
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(transaction);
    }
    for (const { table, name, definition } of keys) {
      // The definition is PostgreSQL's own text of a key that was there a moment ago.
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
        transaction,
      );
    }
  };
}
