import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { BackupContents, BackupEnd, BackupHeader, BackupTable } from './backup-format.ts';
import { listSequences, listTables, speakPlainly } from './catalogue.ts';

const rowsAtATime = 200;

/** What the header says beside the database's shape. */
export type BackupOrigin = Pick<BackupHeader, 'version' | 'key'> & { readonly takenAt: Date };

/**
 * Writes the whole database as lines, as it stood at one moment (one transaction that others do not see and that holds up nobody). A few hundred
 * rows are in memory at a time.
 */
export function writeBackup(
  database: Database,
  origin: BackupOrigin,
  write: (line: string) => Promise<void>,
  signal: AbortSignal,
): Promise<BackupContents> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await speakPlainly(transaction);
      const hash = createHash('sha256');
      const tell = async (line: string) => {
        signal.throwIfAborted();
        hash.update(`${line}\n`);
        await write(line);
      };
      const header = await headerOf(transaction, origin);
      await tell(JSON.stringify(header));
      const rows: Record<string, number> = {};
      for (const table of await listTables(transaction)) {
        await tell(JSON.stringify(table));
        rows[table.table] = await writeRows(transaction, table, tell);
      }
      const sequences = await listSequences(transaction);
      const end: BackupEnd = { end: true, rows, sequences, sha256: hash.digest('hex') };
      await write(JSON.stringify(end));
      const { key, ...rest } = header;
      return { header: rest, holdsKey: key !== undefined, rows };
    });
}

async function headerOf(transaction: Database, { version, takenAt, key }: BackupOrigin): Promise<BackupHeader> {
  const migrations = await sql<{ name: string; digest: string }>`
    select name, digest from migration order by name`.execute(transaction);
  return {
    ...{ relais: 'backup', format: 1, version, takenAt: takenAt.toISOString() },
    migrations: migrations.rows,
    ...(key !== undefined && { key }),
  };
}

/** PostgreSQL itself writes each row as JSON: no value passes through a type of ours. */
async function writeRows(
  transaction: Database,
  { table, columns }: BackupTable,
  tell: (line: string) => Promise<void>,
): Promise<number> {
  const texts = sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text`));
  const rows = sql`select json_build_array(${texts})::text as line from ${sql.table(table)}`;
  await sql`declare backup_rows no scroll cursor for ${rows}`.execute(transaction);
  let count = 0;
  for (;;) {
    const page = await sql<{ line: string }>`fetch ${sql.lit(rowsAtATime)} from backup_rows`.execute(transaction);
    for (const { line } of page.rows) await tell(line);
    count += page.rows.length;
    if (page.rows.length < rowsAtATime) break;
  }
  await sql`close backup_rows`.execute(transaction);
  return count;
}
