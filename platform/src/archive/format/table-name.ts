import { createHash } from 'node:crypto';

/**
 * A table of an archive: lines with a key each, in the order of their keys. Its class says what it holds; its part is the
 * metadata type, data element, data set, program, or slice of entries.
 */
export interface TableName {
  readonly class: string;
  readonly part: string;
}

export const metadataClass = 'metadata';

/** The class of the entries of a kind. */
export function entriesClass(kind: string): string {
  return `entries/${kind}`;
}

export function isSameTable(left: TableName, right: TableName): boolean {
  return left.class === right.class && left.part === right.part;
}

/** One text for a table, for maps. No class has a space. */
export function tableKey(table: TableName): string {
  return `${table.class} ${table.part}`;
}

/** File names are at most 255 bytes long on most disks. */
const longestPart = 120;

/** The folder of a table's slices: its part in letters that every disk takes; a long one is cut, and told apart by a hash. */
export function folderOf({ class: ofClass, part }: TableName): string {
  const safe = escapeText(part, /[^A-Za-z0-9_-]/g);
  const short =
    safe.length <= longestPart
      ? safe
      : `${safe.slice(0, longestPart)}-${createHash('sha256').update(part).digest('hex').slice(0, 16)}`;
  return `${ofClass}/${short === '' ? '%' : short}`;
}

/** A key of plain ASCII, which sorts alike in JavaScript and in SQLite. Different texts give different keys. */
export function asciiKey(text: string): string {
  return escapeText(text, /[^\x20-\x24\x26-\x7e]/g);
}

function escapeText(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
