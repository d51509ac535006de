import type { MetadataObject } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';
import type { Pairs } from './pairs.ts';

/** A row of a table for one type. */
export interface TableRow {
  readonly source: string;
  readonly target: string;
  /** File and line, for people. */
  readonly place: string;
}

/** Which objects the words of a table mean on one side: a UID before a code, a code before a name. */
export interface WordIndex {
  add(object: MetadataObject): void;
  find(word: string): readonly Uid[];
}

const keys = ['id', 'code', 'name'] as const;

/** Remembers of a side only what the rows name. */
export function createWordIndex(rows: readonly TableRow[], side: 'source' | 'target'): WordIndex {
  const wanted = new Set(rows.map((row) => row[side]));
  const found = new Map(keys.map((key) => [key, new Map<string, Uid[]>()]));
  return {
    add(object) {
      for (const key of keys) {
        const word = object[key];
        if (typeof word !== 'string' || !wanted.has(word)) continue;
        const index = found.get(key);
        const same = index?.get(word);
        if (same) same.push(object.id);
        else index?.set(word, [object.id]);
      }
    },
    find(word) {
      for (const key of keys) {
        const uids = key === 'id' && !isUid(word) ? undefined : found.get(key)?.get(word);
        if (uids !== undefined) return uids;
      }
      return [];
    },
  };
}

/** Pairs the objects that each row names; two rows that say the same are one. */
export function pairRows(rows: readonly TableRow[], source: WordIndex, target: WordIndex, pairs: Pairs): void {
  for (const row of rows) {
    const [from, ...othersFrom] = source.find(row.source);
    const [to, ...othersTo] = target.find(row.target);
    const said = `${row.source} → ${row.target}`;
    if (from === undefined || othersFrom.length > 0) {
      pairs.complain(from === undefined ? 'unknown' : 'ambiguous', undefined, said, `${row.place}, source`);
    } else if (to === undefined || othersTo.length > 0) {
      pairs.complain(to === undefined ? 'unknown' : 'ambiguous', from, said, `${row.place}, target`);
    } else pairs.add(from, to, said, row.place);
  }
}
