import { instanceState } from '../instance-state.ts';
import { createInterner, type Interner } from './interner.ts';

/** The five ids that make a data value's key, interned. */
export interface DataValueKey {
  readonly dataElement: number;
  readonly period: number;
  readonly orgUnit: number;
  readonly categoryOptionCombo: number;
  readonly attributeOptionCombo: number;
}

/** What a data value holds beside its key. Moments are milliseconds since 1970. */
export interface DataValueContent {
  readonly value: string;
  readonly storedBy: string;
  readonly created: number;
  readonly lastUpdated: number;
  readonly comment: string | undefined;
  readonly followup: boolean;
  readonly isDeleted: boolean;
}

const FIRST_CAPACITY = 1024;
const FOLLOWUP = 1;
const DELETED = 2;

/**
 * All aggregate data values of one instance, kept by column: about 60 bytes a value beside its text, so that a million
 * fit beside everything else. Keys are found through a table of row numbers with open addressing.
 */
export class DataValueStore {
  /** Names of everything a key is made of. */
  readonly ids: Interner = createInterner();
  /** Rows in use; a row never moves. */
  size = 0;
  #capacity = FIRST_CAPACITY;
  #keys = new Uint32Array(FIRST_CAPACITY * 5);
  #created = new Float64Array(FIRST_CAPACITY);
  #lastUpdated = new Float64Array(FIRST_CAPACITY);
  #storedBy = new Uint32Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);
  #values: string[] = [];
  readonly #comments = new Map<number, string>();
  #slots = new Int32Array(FIRST_CAPACITY * 2).fill(-1);

  /** The row of a key, or -1. */
  find(key: DataValueKey): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(key) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot] ?? -1;
      if (row < 0 || this.#isKey(row, key)) return row;
    }
  }

  /** Adds a value under a key that is not there yet. @returns its row. */
  add(key: DataValueKey, content: DataValueContent): number {
    if (this.size === this.#capacity) this.#grow();
    const row = this.size++;
    this.#keys.set(
      [key.dataElement, key.period, key.orgUnit, key.categoryOptionCombo, key.attributeOptionCombo],
      row * 5,
    );
    this.#index(row, key);
    this.write(row, content);
    return row;
  }

  /** Replaces what a row holds. */
  write(row: number, content: DataValueContent): void {
    this.#values[row] = content.value;
    this.#created[row] = content.created;
    this.#lastUpdated[row] = content.lastUpdated;
    this.#storedBy[row] = this.ids.of(content.storedBy);
    this.#flags[row] = (content.followup ? FOLLOWUP : 0) | (content.isDeleted ? DELETED : 0);
    if (content.comment === undefined) this.#comments.delete(row);
    else this.#comments.set(row, content.comment);
  }

  /** What a row holds. */
  read(row: number): DataValueContent {
    const flags = this.#flags[row] ?? 0;
    return {
      value: this.#values[row] ?? '',
      storedBy: this.ids.name(this.#storedBy[row] ?? 0),
      created: this.#created[row] ?? 0,
      lastUpdated: this.#lastUpdated[row] ?? 0,
      comment: this.#comments.get(row),
      followup: (flags & FOLLOWUP) !== 0,
      isDeleted: (flags & DELETED) !== 0,
    };
  }

  /** The key of a row. */
  keyOf(row: number): DataValueKey {
    const at = row * 5;
    return {
      dataElement: this.#keys[at] ?? 0,
      period: this.#keys[at + 1] ?? 0,
      orgUnit: this.#keys[at + 2] ?? 0,
      categoryOptionCombo: this.#keys[at + 3] ?? 0,
      attributeOptionCombo: this.#keys[at + 4] ?? 0,
    };
  }

  /** When a row was written last, without reading all of it. */
  lastUpdatedOf(row: number): number {
    return this.#lastUpdated[row] ?? 0;
  }

  isDeleted(row: number): boolean {
    return ((this.#flags[row] ?? 0) & DELETED) !== 0;
  }

  /** How many values there are that are not deleted. */
  countPresent(): number {
    let count = 0;
    for (let row = 0; row < this.size; row++) if (!this.isDeleted(row)) count++;
    return count;
  }

  /** Removes what is softly deleted for good, as `/api/maintenance/softDeletedDataValueRemoval` does. @returns how many. */
  purgeDeleted(): number {
    const kept: [DataValueKey, DataValueContent][] = [];
    for (let row = 0; row < this.size; row++) {
      if (!this.isDeleted(row)) kept.push([this.keyOf(row), this.read(row)]);
    }
    const removed = this.size - kept.length;
    this.size = 0;
    this.#values = [];
    this.#comments.clear();
    this.#slots.fill(-1);
    for (const [key, content] of kept) this.add(key, content);
    return removed;
  }

  #isKey(row: number, key: DataValueKey): boolean {
    const at = row * 5;
    const keys = this.#keys;
    return (
      keys[at] === key.dataElement &&
      keys[at + 1] === key.period &&
      keys[at + 2] === key.orgUnit &&
      keys[at + 3] === key.categoryOptionCombo &&
      keys[at + 4] === key.attributeOptionCombo
    );
  }

  #index(row: number, key: DataValueKey): void {
    const mask = this.#slots.length - 1;
    let slot = hash(key) & mask;
    while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
    this.#slots[slot] = row;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#keys = grown(this.#keys, new Uint32Array(this.#capacity * 5));
    this.#created = grown(this.#created, new Float64Array(this.#capacity));
    this.#lastUpdated = grown(this.#lastUpdated, new Float64Array(this.#capacity));
    this.#storedBy = grown(this.#storedBy, new Uint32Array(this.#capacity));
    this.#flags = grown(this.#flags, new Uint8Array(this.#capacity));
    this.#slots = new Int32Array(this.#capacity * 2).fill(-1);
    for (let row = 0; row < this.size; row++) this.#index(row, this.keyOf(row));
  }
}

function hash(key: DataValueKey): number {
  let h = Math.imul(key.dataElement, 0x9e3779b1);
  h = Math.imul(h ^ key.period ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ key.orgUnit ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ key.categoryOptionCombo ^ (h >>> 16), 0x27d4eb2f);
  h = Math.imul(h ^ key.attributeOptionCombo ^ (h >>> 15), 0x165667b1);
  return (h ^ (h >>> 16)) >>> 0;
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** The data values of an instance. */
export const dataValuesOf = instanceState(() => new DataValueStore());
