import { createHash } from 'node:crypto';
import { PlatformError } from '../../model/errors/platform-error.ts';
import {
  type BackupContents,
  type BackupEnd,
  type BackupHeader,
  type BackupTable,
  backupEndSchema,
  backupHeaderSchema,
  backupTableSchema,
} from './backup-format.ts';

/** Who takes what a backup holds, in the order in which it is there. */
export interface BackupReader {
  header?(header: BackupHeader): Promise<void>;
  /** A row is a line of JSON: an array of the table's columns as texts. */
  rows?(table: BackupTable, lines: readonly string[]): Promise<void>;
  /** Comes after everything was read and found whole. */
  end?(end: BackupEnd): Promise<void>;
}

/** Rows are handed over when there are so many of them, or so many characters. */
const mostRows = 500;
const mostCharacters = 1_000_000;

/**
 * Reads the lines of a backup and makes sure that it is whole: nothing is missing, changed or left over.
 * @throws PlatformError BACKUP_DAMAGED.
 */
export async function readBackup(lines: AsyncIterable<string>, reader: BackupReader): Promise<BackupContents> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let header: BackupHeader | undefined;
  let table: BackupTable | undefined;
  let end: BackupEnd | undefined;
  let batch: string[] = [];
  let characters = 0;
  const handOver = async () => {
    if (table !== undefined && batch.length > 0) await reader.rows?.(table, batch);
    batch = [];
    characters = 0;
  };
  for await (const line of lines) {
    if (end !== undefined) throw damaged('something stands after its end');
    if (header === undefined) {
      header = parseHeader(line);
      await reader.header?.(header);
    } else if (line.startsWith('[')) {
      if (table === undefined) throw damaged('a row stands before the first table');
      counts[table.table] = (counts[table.table] ?? 0) + 1;
      characters += line.length;
      batch.push(line);
      if (batch.length >= mostRows || characters >= mostCharacters) await handOver();
    } else {
      await handOver();
      const next = parseTableOrEnd(line);
      if ('end' in next) {
        end = next;
        continue;
      }
      table = next;
      counts[table.table] = 0;
    }
    hash.update(`${line}\n`);
  }
  if (header === undefined) throw damaged('it is empty');
  if (end === undefined) throw damaged('its end is missing');
  if (end.sha256 !== hash.digest('hex')) throw damaged('its content was changed');
  await reader.end?.(end);
  const { key, ...rest } = header;
  return { header: rest, holdsKey: key !== undefined, rows: counts };
}

function parseHeader(line: string): BackupHeader {
  const parsed = backupHeaderSchema.safeParse(parseJson(line));
  if (!parsed.success) throw damaged('it does not begin as a backup of Relais does');
  return parsed.data;
}

function parseTableOrEnd(line: string): BackupTable | BackupEnd {
  const json = parseJson(line);
  const table = backupTableSchema.safeParse(json);
  if (table.success) return table.data;
  const end = backupEndSchema.safeParse(json);
  if (!end.success) throw damaged('one of its lines is neither a table nor a row');
  return end.data;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw damaged('one of its lines is not whole', cause);
  }
}

export function damaged(reason: string, cause?: unknown): PlatformError {
  return new PlatformError('BACKUP_DAMAGED', { args: { reason }, cause });
}
