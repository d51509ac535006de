import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Uid } from '../model/uid.ts';
import type { TableName } from './format/table-name.ts';
import { makeDirectory } from './storage/directory-storage.ts';

/** A line that was written over what the slices say; without a line it was removed. */
export interface Change {
  readonly key: string;
  readonly line: string | undefined;
}

/** Keys from `from` on, and below `below`. */
export interface KeyRange {
  readonly from: string;
  readonly below: string;
}

/** Above every key: keys are ASCII. */
export const everyKey: KeyRange = { from: '', below: '\x7f' };

/**
 * What a run has written and no slice holds yet, durable when a write returns, and in the order of keys. One process at a time
 * has it. It is an SQLite file, because that is what it has to do: changes by key, on disk, after a crash as before.
 */
export interface Journal {
  /** Writes changes of any number of tables, all or none. */
  write(changes: Iterable<readonly [TableName, Change]>): void;
  get(table: TableName, key: string): Change | undefined;
  /** Changes of a table in the order of their keys; what is written meanwhile may or may not be among them. */
  changes(table: TableName, range?: KeyRange): Generator<Change>;
  hasChanges(table: TableName): boolean;
  /** Tables of a class, or all, that anything was written to. */
  tables(ofClass?: string): TableName[];
  /** Whether the journal has the whole table, and its slices count no more. */
  isWhole(table: TableName): boolean;
  /** Makes what was written to another table the whole of this one, at once. */
  replace(table: TableName, by: TableName): void;
  /** Forgets what was written to a table. */
  forget(table: TableName): void;
  /** Where org units stand whose place is another than the slices say; see `org-unit-paths.ts`. */
  places(): Map<Uid, string>;
  keepPlaces(places: ReadonlyMap<Uid, string>): void;
  close(): void;
}

const rowsAtOnce = 500;

const layout = `
  CREATE TABLE IF NOT EXISTS part (id INTEGER PRIMARY KEY, class TEXT NOT NULL, part TEXT NOT NULL,
    whole INTEGER NOT NULL DEFAULT 0, UNIQUE (class, part)) STRICT;
  CREATE TABLE IF NOT EXISTS change (part INTEGER NOT NULL, key TEXT NOT NULL, line TEXT,
    PRIMARY KEY (part, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS place (uid TEXT PRIMARY KEY, path TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const changeRows = z.array(z.object({ key: z.string(), line: z.string().nullable() }));
const partRow = z.object({ id: z.number(), whole: z.number() });
const tableRows = z.array(z.object({ class: z.string(), part: z.string() }));
const placeRows = z.array(z.object({ uid: z.string(), path: z.string() }));

/** Whether a run has left a journal: its archive is then not finished. */
export function hasJournal(path: string): boolean {
  return existsSync(path);
}

/** Removes the journal of an archive whose slices hold everything. */
export async function removeJournal(path: string): Promise<void> {
  for (const ending of ['-wal', '-shm', '']) await rm(`${path}${ending}`, { force: true });
}

/**
 * Opens the journal, a new one where there is none.
 * @throws PlatformError ARCHIVE_IN_USE while another process has it.
 */
export async function openJournal(path: string): Promise<Journal> {
  await makeDirectory(dirname(path));
  await (await open(path, 'a', 0o600)).close();
  const database = new DatabaseSync(path);
  try {
    // Exclusive: one writer. Full: what an import has answered survives a power cut, as the ledger does.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec('PRAGMA cache_size = -8000;');
    database.exec(layout);
  } catch (cause) {
    database.close();
    const isLocked = cause instanceof Error && /locked|busy/i.test(cause.message);
    if (isLocked) throw new PlatformError('ARCHIVE_IN_USE', { args: { directory: dirname(path) }, cause });
    throw cause;
  }
  return journalOf(database);
}

function journalOf(database: DatabaseSync): Journal {
  const statement = (text: string): StatementSync => database.prepare(text);
  const findPart = statement('SELECT id, whole FROM part WHERE class = ? AND part = ?');
  const addPart = statement('INSERT INTO part (class, part) VALUES (?, ?) RETURNING id, whole');
  const becomeWhole = statement('UPDATE part SET class = ?, part = ?, whole = 1 WHERE id = ?');
  const removePart = statement('DELETE FROM part WHERE id = ?');
  const put = statement('INSERT INTO change VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET line = excluded.line');
  const clear = statement('DELETE FROM change WHERE part = ?');
  const one = statement('SELECT key, line FROM change WHERE part = ? AND key = ?');
  const from = statement('SELECT key, line FROM change WHERE part = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?');
  const keepPlace = statement('INSERT INTO place VALUES (?, ?) ON CONFLICT DO UPDATE SET path = excluded.path');

  const partOf = ({ class: ofClass, part }: TableName) => {
    const row = findPart.get(ofClass, part);
    return row === undefined ? undefined : partRow.parse(row);
  };
  const partFor = (table: TableName) => partOf(table) ?? partRow.parse(addPart.get(table.class, table.part));
  const forget = (table: TableName): void => {
    const id = partOf(table)?.id;
    if (id === undefined) return;
    clear.run(id);
    removePart.run(id);
  };
  const transaction = (work: () => void): void => {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    write: (changes) =>
      transaction(() => {
        let last: { readonly table: TableName; readonly id: number } | undefined;
        for (const [table, { key, line }] of changes) {
          if (last?.table !== table) last = { table, id: partFor(table).id };
          put.run(last.id, key, line ?? null);
        }
      }),
    get: (table, key) => {
      const part = partOf(table);
      const row = part && one.get(part.id, key);
      return row === undefined ? undefined : toChanges([row])[0];
    },
    *changes(table, range = everyKey) {
      const part = partOf(table);
      if (part === undefined) return;
      let start = range.from;
      while (true) {
        const rows = toChanges(from.all(part.id, start, range.below, rowsAtOnce));
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < rowsAtOnce) return;
        // The least text above the key that was last.
        start = `${last.key}\x00`;
      }
    },
    hasChanges: (table) => {
      const part = partOf(table);
      return part !== undefined && (part.whole === 1 || from.all(part.id, '', everyKey.below, 1).length > 0);
    },
    tables: (ofClass) =>
      tableRows.parse(
        ofClass === undefined
          ? statement('SELECT class, part FROM part ORDER BY class, part').all()
          : statement('SELECT class, part FROM part WHERE class = ? ORDER BY part').all(ofClass),
      ),
    isWhole: (table) => partOf(table)?.whole === 1,
    replace: (table, by) =>
      transaction(() => {
        forget(table);
        becomeWhole.run(table.class, table.part, partFor(by).id);
      }),
    forget: (table) => transaction(() => forget(table)),
    places: () =>
      new Map(placeRows.parse(statement('SELECT uid, path FROM place').all()).map((row) => [row.uid, row.path])),
    keepPlaces: (places) =>
      transaction(() => {
        for (const [uid, path] of places) keepPlace.run(uid, path);
      }),
    close: () => database.close(),
  };
}

function toChanges(rows: readonly unknown[]): Change[] {
  return changeRows.parse(rows).map(({ key, line }) => ({ key, line: line ?? undefined }));
}
