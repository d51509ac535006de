import type { Query } from '../data/query.ts';
import { WebMessageError } from '../web-message.ts';
import { type StoreEntry, valueAt } from './key-value-store.ts';

/**
 * Answers the bulk read `/api/dataStore/{ns}?fields=…` (API.md §7): entries of key and the values at the paths asked
 * for, filtered, ordered by key, in pages of 50. `fields=.` gives the whole value under `value`.
 */
export function readEntries(entries: Iterable<StoreEntry>, query: Query): Record<string, unknown> | unknown[] {
  const fields = parseFields(query.many('fields').join(','));
  const includesEmpty = query.flag('includeAll');
  const filters = query.many('filter').map(parseFilter);
  const found = [...entries]
    .filter((entry) => filters.every((accepts) => accepts(entry)))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((entry) => project(entry, fields))
    .filter(({ hasAll }) => includesEmpty || hasAll)
    .map(({ json }) => json);
  if (query.flag('headless')) return found;
  if (query.one('paging') === 'false') return { entries: found };
  const page = Number(query.one('page') ?? 1);
  const pageSize = Number(query.one('pageSize') ?? 50);
  return { pager: { page, pageSize }, entries: found.slice((page - 1) * pageSize, page * pageSize) };
}

interface Field {
  readonly path: string;
  readonly name: string;
}

/** `a.b`, `a(alias)`, `a~hoist(alias)` or `a[b,c]`, divided by commas. */
function parseFields(text: string): Field[] {
  const fields: Field[] = [];
  const flat = text.replace(/([\w.]+)\[([^\]]*)\]/g, (_all, parent: string, inner: string) =>
    inner
      .split(',')
      .map((name) => `${parent}.${name}`)
      .join(','),
  );
  for (const part of flat.split(',')) {
    const path = part.replace(/(~hoist)?\(.*\)$/, '');
    const alias = /\((.*)\)$/.exec(part)?.[1];
    if (path !== '') fields.push({ path, name: alias ?? (path === '.' ? 'value' : path) });
  }
  return fields;
}

function project(entry: StoreEntry, fields: readonly Field[]): { json: Record<string, unknown>; hasAll: boolean } {
  const json: Record<string, unknown> = { key: entry.key };
  let hasAny = fields.length === 0;
  for (const { path, name } of fields) {
    const value = valueAt(entry.value, path);
    if (value !== undefined && value !== null) hasAny = true;
    setAt(json, name.split('.'), value ?? null);
  }
  return { json, hasAll: hasAny };
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const next = target[first];
  const inner = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
  target[first] = inner;
  setAt(inner, rest, value);
}

const COMPARISONS: Readonly<Record<string, (own: unknown, wanted: string) => boolean>> = {
  eq: (own, wanted) => String(own) === wanted,
  '!eq': (own, wanted) => String(own) !== wanted,
  ne: (own, wanted) => String(own) !== wanted,
  like: (own, wanted) => String(own).includes(wanted),
  ilike: (own, wanted) => String(own).toLowerCase().includes(wanted.toLowerCase()),
  gt: (own, wanted) => Number(own) > Number(wanted),
  ge: (own, wanted) => Number(own) >= Number(wanted),
  lt: (own, wanted) => Number(own) < Number(wanted),
  le: (own, wanted) => Number(own) <= Number(wanted),
  null: (own) => own === null,
  '!null': (own) => own !== null && own !== undefined,
  exists: (own) => own !== undefined,
  '!exists': (own) => own === undefined,
};

/** `path:operator:value`; the path `_` is the key. */
function parseFilter(text: string): (entry: StoreEntry) => boolean {
  const [path = '', operator = '', ...rest] = text.split(':');
  const compare = COMPARISONS[operator];
  if (!compare) {
    throw new WebMessageError(409, `Illegal filter expression \`${text}\``, { errorCode: 'E7652' });
  }
  return (entry) => compare(path === '_' ? entry.key : valueAt(entry.value, path), rest.join(':'));
}
