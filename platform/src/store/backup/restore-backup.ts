import { sql } from 'kysely';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../database.ts';
import { applyOnce, hasRelais, type Migration, readMigrations } from '../migrate.ts';
import { freePieces } from '../piece.ts';
import type { BackupContents, BackupEnd, BackupHeader, BackupTable } from './backup-format.ts';
import { listTables, loosenTables, speakPlainly } from './catalogue.ts';
import { damaged, readBackup } from './read-backup.ts';

/**
 * Fills an empty database from a backup: its shape as it was then, every row, then the migrations that this version of Relais has beyond.
 * The queue is not in a backup, and no worker is there: pieces wait for jobs. `also`
 * is done in the same transaction: all of it is kept, or nothing.
 * @throws PlatformError RESTORE_NOT_EMPTY, BACKUP_IS_NEWER, MIGRATION_CHANGED, BACKUP_DAMAGED.
 */
export function restoreBackup(
  database: Database,
  lines: AsyncIterable<string>,
  also: (transaction: Database, header: BackupHeader) => Promise<void>,
): Promise<BackupContents> {
  return database.transaction().execute(async (transaction) => {
    if (await hasRelais(transaction)) throw new PlatformError('RESTORE_NOT_EMPTY');
    await speakPlainly(transaction);
    const ours = await readMigrations();
    let tables: readonly BackupTable[] = [];
    let finish: (() => Promise<void>) | undefined;
    const contents = await readBackup(lines, {
      header: async (header) => {
        for (const migration of migrationsOf(header, ours)) await applyOnce(transaction, migration);
        tables = await listTables(transaction);
        const tighten = await emptyTables(transaction, tables);
        finish = async () => {
          await tighten();
          for (const migration of ours) await applyOnce(transaction, migration);
          await freePieces(transaction);
          await also(transaction, header);
        };
      },
      rows: (table, rows) => insertRows(transaction, tables, table, rows),
      end: (end) => setSequences(transaction, end),
    });
    await finish?.();
    return contents;
  });
}

/** The migrations that made the database of the backup. */
function migrationsOf({ migrations }: BackupHeader, ours: readonly Migration[]): readonly Migration[] {
  return migrations.map(({ name, digest }) => {
    const migration = ours.find((each) => each.name === name);
    if (migration === undefined) throw new PlatformError('BACKUP_IS_NEWER', { args: { name } });
    if (migration.digest !== digest) throw new PlatformError('MIGRATION_CHANGED', { args: { name } });
    return migration;
  });
}

/** What migrations put into their tables is in the backup, as it was last. */
async function emptyTables(transaction: Database, tables: readonly BackupTable[]): Promise<() => Promise<void>> {
  const names = tables.map(({ table }) => table);
  const tighten = await loosenTables(transaction, names);
  await sql`truncate ${sql.join(names.map((name) => sql.table(name)))}`.execute(transaction);
  return tighten;
}

/** The texts of the rows become values by the same functions of PostgreSQL that have written them. */
async function insertRows(
  transaction: Database,
  tables: readonly BackupTable[],
  { table, columns }: BackupTable,
  lines: readonly string[],
): Promise<void> {
  const known = tables.find((each) => each.table === table);
  if (JSON.stringify(known?.columns) !== JSON.stringify(columns)) throw damaged(`the table ${table} is another one`);
  const values = columns.map(({ type }, index) => sql`(line ->> ${sql.lit(index)})::${sql.raw(type)}`);
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  await sql`
    insert into ${sql.table(table)} (${names}) overriding system value
    select ${sql.join(values)} from json_array_elements(${`[${lines.join(',')}]`}::json) as row (line)`.execute(
    transaction,
  );
}

async function setSequences(transaction: Database, { sequences }: BackupEnd): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last === null) continue;
    await sql`select setval(quote_ident(${name})::regclass, ${last}::bigint)`.execute(transaction);
  }
}
