import type { Query } from '../data/query.ts';
import { WebMessageError } from '../web-message.ts';
import { type StoreEntry, valueAt } from './key-value-store.ts';

/** The server gives no more entries a page. */
const GREATEST_PAGE = 1000;

/**
 * Answers the bulk read `/api/dataStore/{ns}?fields=…` (API.md §7) as JSON text: entries of key and the values at the
 * paths asked for, filtered, ordered by key, in pages of 50. `fields=.` gives the whole value under `value`. As on the
 * real servers (2.40.1 … 2.42.4.1) keys are put between quotes as they are, and encrypted values are null.
 */
export function readEntries(entries: Iterable<StoreEntry>, query: Query): string {
  const fields = parseFields(query.many('fields').join(','));
  const includesEmpty = query.flag('includeAll');
  const filters = query.many('filter').map(parseFilter);
  const found = [...entries]
    .map((entry) => ({ key: entry.key, text: entry.encrypted ? entry.pageText : entry.text }))
    .map(({ key, text = '' }) => ({ key, text, value: text === '' ? undefined : JSON.parse(text) }))
    .filter((entry) => filters.every((accepts) => accepts(entry)))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ value }) => includesEmpty || hasAny(value, fields))
    .map((entry) => project(entry, fields));
  const page = Math.max(1, Number(query.one('page') ?? 1));
  const pageSize = Math.max(1, Math.min(GREATEST_PAGE, Number(query.one('pageSize') ?? 50)));
  const isPaged = query.one('paging') !== 'false';
  const shown = isPaged ? found.slice((page - 1) * pageSize, page * pageSize) : found;
  if (query.flag('headless')) return `[${shown.join(',')}]`;
  return `{"pager":{"page":${page},"pageSize":${pageSize}},"entries":[${shown.join(',')}]}`;
}

interface ReadEntry {
  readonly key: string;
  readonly text: string;
  /** Undefined where the value is encrypted. */
  readonly value: unknown;
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

function hasAny(value: unknown, fields: readonly Field[]): boolean {
  return fields.length === 0 || fields.some(({ path }) => valueAt(value, path) !== undefined);
}

function project({ key, text, value }: ReadEntry, fields: readonly Field[]): string {
  const json: Record<string, unknown> = {};
  for (const { path, name } of fields) {
    if (path !== '.') setAt(json, name.split('.'), valueAt(value, path) ?? null);
  }
  const whole = fields.find(({ path }) => path === '.');
  const members = [
    `"key":"${key}"`,
    ...(whole === undefined ? [] : [`"${whole.name}":${value === undefined ? 'null' : text}`]),
    ...Object.entries(json).map(([name, part]) => `"${name}":${JSON.stringify(part)}`),
  ];
  return `{${members.join(',')}}`;
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
function parseFilter(text: string): (entry: Pick<ReadEntry, 'key' | 'value'>) => boolean {
  const [path = '', operator = '', ...rest] = text.split(':');
  const compare = COMPARISONS[operator];
  if (!compare) {
    throw new WebMessageError(409, `Illegal filter expression \`${text}\``, { errorCode: 'E7652' });
  }
  return (entry) => compare(path === '_' ? entry.key : valueAt(entry.value, path), rest.join(':'));
}
