import { isUid } from '../model/uid.ts';

/**
 * A set of UIDs in about a fifth of the memory of a Set of texts, so that a listing of millions can be checked for doubles.
 * Exact: the eleven characters of a UID are a number below 2^66, kept in 32 + 32 + 8 bits.
 */
export interface UidSet {
  /** True when the UID was not there yet. */
  add(uid: string): boolean;
  has(uid: string): boolean;
  readonly size: number;
}

const SMALLEST = 1024;

export function createUidSet(): UidSet {
  /** What is no UID after all is kept as text. */
  const others = new Set<string>();
  let table = createTable(SMALLEST);
  let count = 0;
  return {
    add: (uid) => {
      if (!isUid(uid)) return others.size < others.add(uid).size;
      if (count * 4 >= table.slots * 3) table = grow(table);
      const isNew = insert(table, numberOf(uid.slice(0, 5)), numberOf(uid.slice(5)));
      if (isNew) count += 1;
      return isNew;
    },
    has: (uid) =>
      isUid(uid) ? find(table, numberOf(uid.slice(0, 5)), numberOf(uid.slice(5))).isThere : others.has(uid),
    get size() {
      return count + others.size;
    },
  };
}

/** Open addressing. `high` is never 0 for a UID, whose first character is a letter: 0 marks a free slot. */
interface Table {
  readonly slots: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly rest: Uint8Array;
}

function createTable(slots: number): Table {
  return { slots, high: new Uint32Array(slots), low: new Uint32Array(slots), rest: new Uint8Array(slots) };
}

function insert(table: Table, head: number, tail: number): boolean {
  const { slot, isThere } = find(table, head, tail);
  if (isThere) return false;
  table.high[slot] = head;
  table.low[slot] = tail >>> 0;
  table.rest[slot] = Math.floor(tail / 2 ** 32);
  return true;
}

/** Where a UID is, or would be. */
function find(table: Table, head: number, tail: number): { readonly slot: number; readonly isThere: boolean } {
  const low = tail >>> 0;
  const rest = Math.floor(tail / 2 ** 32);
  let slot = (Math.imul(head ^ low, 0x9e3779b1) >>> 0) % table.slots;
  while (table.high[slot] !== 0) {
    if (table.high[slot] === head && table.low[slot] === low && table.rest[slot] === rest)
      return { slot, isThere: true };
    slot = (slot + 1) % table.slots;
  }
  return { slot, isThere: false };
}

function grow(old: Table): Table {
  const table = createTable(old.slots * 2);
  for (let slot = 0; slot < old.slots; slot += 1) {
    const head = old.high[slot] ?? 0;
    if (head !== 0) insert(table, head, (old.rest[slot] ?? 0) * 2 ** 32 + (old.low[slot] ?? 0));
  }
  return table;
}

/** Characters as digits to the base 62; letters first come after the digits, so that none leads with 0. */
function numberOf(text: string): number {
  let number = 0;
  for (let at = 0; at < text.length; at += 1) number = number * 62 + digit(text.charCodeAt(at));
  return number;
}

function digit(code: number): number {
  if (code < 58) return code - 48;
  return code < 91 ? code - 55 : code - 61;
}
