import { z } from 'zod';
import { formatJsonText, parseJsonText } from '../../model/json-text.ts';
import type { Query } from '../api-request.ts';
import { ask, isSuccess, unreadable } from '../ask.ts';
import type { Client } from '../client.ts';
import { parseReply } from '../read-body.ts';
import { nextPageSize } from '../reader/page-size.ts';
import { isAddressable, type StoreAddress, storePath } from './store-path.ts';

/** One value of a store as JSON text, no digit of it lost. */
export interface StoredValue {
  readonly key: string;
  readonly text: string;
  /** Whether the instance keeps it encrypted; it is read in plain text all the same. */
  readonly encrypted: boolean;
}

/** A namespace of a store, and how its release lists it. */
export interface Namespace {
  readonly store: StoreAddress;
  readonly name: string;
  /** Whether whole pages of entries can be read (`fields=.`): the data store since 2.38, the users' since 2.40. */
  readonly inBulk: boolean;
}

const keysSchema = z.array(z.string());
const pageSchema = z.looseObject({ entries: z.array(z.object({ key: z.string(), value: z.unknown() })) });

/** The server gives at most a thousand entries a page; sizes are 25 times a power of two. */
const GREATEST_PAGE = 800;
const FIRST_PAGE = 50;

/**
 * Every entry of a namespace; nothing where there is no such namespace. Pages are cut by position, so what the list of keys
 * names and no page brought is read by itself. The same goes for what a page gives as null: it is null, or encrypted,
 * which nothing else tells (the flag is missing from `metaData` in every release).
 */
export async function* readNamespace(
  client: Client,
  namespace: Namespace,
  signal: AbortSignal,
): AsyncGenerator<StoredValue> {
  const keys = new Set(await listNames(client, namespace.store, [namespace.name], signal));
  if (keys.size === 0) return;
  if (namespace.inBulk) {
    const odd = [...keys].filter(needsEscaping);
    for await (const { key, value } of readPages(client, namespace, odd, signal)) {
      if (!keys.delete(key)) continue;
      if (value !== null) yield { key, text: formatJsonText(value), encrypted: false };
      else yield* readHidden(client, namespace, key, signal);
    }
  }
  for (const key of keys) {
    const text = await readValue(client, namespace, key, signal);
    if (text !== undefined) yield { key, text, encrypted: false };
  }
}

function needsEscaping(key: string): boolean {
  return /["\\\p{Cc}]/u.test(key);
}

/**
 * The bulk answer puts keys between quotes as they are, which makes it no JSON where one has a quote or a backslash (seen on
 * 2.40.1 … 2.42.4.1). Nowhere else can such a key stand like this: what is in a text is escaped.
 */
function withEscapedKeys(text: string, odd: readonly string[]): string {
  return odd.reduce(
    (mended, key) => mended.replaceAll(`{"key":"${key}","value":`, () => `{"key":${JSON.stringify(key)},"value":`),
    text,
  );
}

/** Names below a path: of namespaces, or of keys. Nothing where there is none. */
export async function listNames(
  client: Client,
  store: StoreAddress,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const answer = await ask(client, { path: storePath(store, ...names), query: store.query, signal });
  if (answer.status === 404) return [];
  if (!isSuccess(answer)) throw unreadable(answer);
  return parseReply(keysSchema, JSON.parse(answer.text), answer.from);
}

async function* readPages(client: Client, { store, name }: Namespace, odd: readonly string[], signal: AbortSignal) {
  let [size, offset] = [FIRST_PAGE, 0];
  while (true) {
    const started = performance.now();
    const answer = await ask(client, {
      path: storePath(store, name),
      query: [
        ...store.query,
        ['fields', '.'],
        ['includeAll', 'true'],
        ['pageSize', String(size)],
        ['page', String(offset / size + 1)],
      ],
      signal,
    });
    if (!isSuccess(answer)) throw unreadable(answer);
    const { entries } = parseReply(pageSchema, parseJsonText(withEscapedKeys(answer.text, odd)), answer.from);
    yield* entries;
    if (entries.length < size) return;
    offset += size;
    const cost = { bytes: answer.text.length, ms: performance.now() - started };
    size = Math.min(GREATEST_PAGE, nextPageSize(size, cost, offset));
  }
}

async function* readHidden(
  client: Client,
  namespace: Namespace,
  key: string,
  signal: AbortSignal,
): AsyncGenerator<StoredValue> {
  const text = await readValue(client, namespace, key, signal);
  if (text !== undefined) yield { key, text, encrypted: text !== 'null' };
}

/**
 * The value as text; undefined when it is gone by now. What no path can name is read as null: only a page can tell its
 * value. The same goes for a key called `keys`, whose path is that of the list of keys (seen on 2.40.1 … 2.42.4.1).
 */
export async function readValue(
  client: Client,
  { store, name }: Pick<Namespace, 'store' | 'name'>,
  key: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!isAddressable(key) || key === 'keys') return 'null';
  const answer = await ask(client, { path: storePath(store, name, key), query: store.query, signal });
  if (answer.status === 404) return undefined;
  if (!isSuccess(answer)) throw unreadable(answer);
  return answer.text.trim() === '' ? 'null' : answer.text;
}

/**
 * The value of one key as a page tells it, in plain text; undefined where it is encrypted, null, or cannot be asked for:
 * some signs mean something in a filter, or make the answer no JSON.
 */
export async function readPlain(
  client: Client,
  { store, name }: Pick<Namespace, 'store' | 'name'>,
  key: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!/^[\p{L}\p{N}_. -]+$/u.test(key)) return undefined;
  const query: Query = [...store.query, ['fields', '.'], ['filter', `_:eq:${key}`]];
  const answer = await ask(client, { path: storePath(store, name), query, signal });
  if (!isSuccess(answer)) throw unreadable(answer);
  const { entries } = parseReply(pageSchema, parseJsonText(answer.text), answer.from);
  const found = entries.find((entry) => entry.key === key);
  return found === undefined || found.value === null ? undefined : formatJsonText(found.value);
}
