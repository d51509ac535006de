import type { EntryRefusal } from '../../model/entry.ts';
import { canonicalJsonText } from '../../model/json-text.ts';
import type { ApiRequest } from '../api-request.ts';
import { type ApiAnswer, ask, isSuccess, refusalOfEntry } from '../ask.ts';
import type { Client } from '../client.ts';
import { type StoreAddress, storePath } from './store-path.ts';
import { readPlain, readValue } from './store-reading.ts';

/** A value to be kept under a key. */
export interface ValueToStore {
  /** The entry's key in its kind, for what is told of it. */
  readonly entryKey: string;
  readonly store: StoreAddress;
  readonly namespace: string;
  readonly key: string;
  /** JSON. */
  readonly text: string;
  readonly encrypted: boolean;
}

/**
 * Keeps a value by PUT, which creates or updates. An update changes neither the flag nor, from 2.41 on, the value of what
 * is encrypted, though it is answered with 200 [DefaultDatastoreService.updateEntry]: then the entry is made anew.
 */
export async function putValue(
  client: Client,
  value: ValueToStore,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  if (value.encrypted) return makeAnew(client, value, signal);
  const answer = await send(client, 'PUT', value, signal);
  if (!isSuccess(answer)) return refusalOfEntry(value.entryKey, answer);
  if (answer.status === 201) return undefined;
  return (await isKept(client, value, signal)) ? undefined : makeAnew(client, value, signal);
}

/** Whether an entry now reads as it should, by itself and on a page: only what is not encrypted does both. */
async function isKept(client: Client, { store, namespace, key, text }: ValueToStore, signal: AbortSignal) {
  const place = { store, name: namespace };
  const [alone, onPage] = [await readValue(client, place, key, signal), await readPlain(client, place, key, signal)];
  return [alone, onPage].every((held) => held !== undefined && canonicalJsonText(held) === canonicalJsonText(text));
}

/** Removes what is there under the key, and keeps the value as a new entry. */
export async function makeAnew(
  client: Client,
  value: ValueToStore,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const refusal = await deleteValue(client, value, signal);
  return refusal ?? (await createValue(client, value, signal));
}

/** Keeps a value under a key that is free. */
export async function createValue(
  client: Client,
  value: ValueToStore,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const answer = await send(client, 'POST', value, signal);
  return isSuccess(answer) ? undefined : refusalOfEntry(value.entryKey, answer);
}

/** Removes an entry; that there is none is no refusal. */
export async function deleteValue(
  client: Client,
  { entryKey, store, namespace, key }: Pick<ValueToStore, 'entryKey' | 'store' | 'namespace' | 'key'>,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const path = storePath(store, namespace, key);
  const answer = await ask(client, { method: 'DELETE', path, query: store.query, signal });
  return isSuccess(answer) || answer.status === 404 ? undefined : refusalOfEntry(entryKey, answer);
}

function send(
  client: Client,
  method: Exclude<ApiRequest['method'], undefined>,
  { store, namespace, key, text, encrypted }: ValueToStore,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  return ask(client, {
    method,
    path: storePath(store, namespace, key),
    query: encrypted ? [...store.query, ['encrypt', 'true']] : store.query,
    body: { content: text, gzip: false },
    signal,
  });
}
