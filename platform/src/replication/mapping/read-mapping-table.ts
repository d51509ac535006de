import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';

/** One row of a mapping table: an object of the source, and the one of the target that stands for it. */
export interface MappingRow {
  /** Counted from 1, the line of titles included. */
  readonly line: number;
  readonly type: string;
  /** UID, code or name. */
  readonly source: string;
  readonly target: string;
}

const columns = ['type', 'source', 'target'] as const;
const recordSchema = z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) });

/**
 * Reads a mapping table row by row: UTF-8 with or without a byte order mark, columns in any order between commas, semicolons
 * (what Excel writes in French) or tabs; further columns are notes.
 * @throws PlatformError MAPPING_FILE_UNREADABLE, MAPPING_FILE_NOT_UTF8.
 */
export async function* readMappingTable(file: string, signal: AbortSignal): AsyncGenerator<MappingRow> {
  try {
    const delimiter = await findDelimiter(file);
    const rows = parse({
      delimiter,
      columns: (titles: string[]) => toColumns(file, titles),
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    // The decoder takes the byte order mark away, and stops at the first byte that is no UTF-8.
    feed(createReadStream(file, { signal }), rows, file);
    for await (const row of rows) {
      const { info, record } = recordSchema.parse(row);
      const [type = '', source = '', target = ''] = columns.map((column) => record[column]);
      yield { line: info.lines, type, source, target };
    }
  } catch (error) {
    if (error instanceof PlatformError || signal.aborted) throw error;
    throw unreadable(file, error instanceof Error ? error.message : String(error), error);
  }
}

/** Decodes strictly: what is no UTF-8 ends the reading with a code of its own. */
function feed(
  bytes: AsyncIterable<Buffer>,
  rows: NodeJS.WritableStream & { destroy(error: Error): void },
  file: string,
) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const run = async () => {
    for await (const chunk of bytes) await write(rows, decode(decoder, chunk, file));
    await write(rows, decode(decoder, undefined, file));
    rows.end();
  };
  run().catch((error: unknown) => rows.destroy(error instanceof Error ? error : new Error(String(error))));
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, file: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new PlatformError('MAPPING_FILE_NOT_UTF8', { args: { file }, cause: error });
  }
}

async function write(rows: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '' || rows.write(text)) return;
  await new Promise((resolve) => rows.once('drain', resolve));
}

const longestTitleLine = 4096;

/** The first of comma, semicolon and tab in the line of titles. */
async function findDelimiter(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestTitleLine), 0, longestTitleLine, 0);
    const [titles = ''] = buffer.toString('latin1', 0, bytesRead).split('\n');
    return /[,;\t]/.exec(titles)?.[0] ?? ',';
  } finally {
    await handle.close();
  }
}

function toColumns(file: string, titles: readonly string[]): string[] {
  const found = titles.map((title) => title.trim().toLowerCase());
  const missing = columns.filter((column) => !found.includes(column));
  if (missing.length > 0) throw unreadable(file, `no column ${missing.join(', ')}`);
  return found;
}

function unreadable(file: string, reason: string, cause?: unknown): PlatformError {
  return new PlatformError('MAPPING_FILE_UNREADABLE', { args: { file, reason }, cause });
}
