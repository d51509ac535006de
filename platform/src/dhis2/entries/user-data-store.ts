import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { joinEntryKey, splitEntryKey } from '../../model/entry-key.ts';
import { ask, isSuccess, unreadable } from '../ask.ts';
import type { Client } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import { parseReply } from '../read-body.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';
import { type StoreAddress, storePath } from './store-path.ts';
import { readNamespace } from './store-reading.ts';
import { createValue, deleteValue, makeAnew, type ValueToStore } from './store-writing.ts';
import { readUsernames } from './usernames.ts';

/** What a user's store keeps under a key. */
export const userDataStoreContentSchema = z.object({ value: z.string(), encrypted: z.boolean() });

/** Whether a user has a store is a request for each user; so many are under way at once. */
const WIDTH = 6;

/**
 * The stores of all users, a slice for each user who has one (API.md §7; a superuser names the user). Nothing lists who has:
 * it costs one request for each user of the instance, and then two for each namespace.
 */
export const userDataStoreAccess: EntryAccess = {
  isOffered: () => true,
  async *slices(client, signal) {
    const usernames = readUsernames(client, signal);
    const users = inParallel(usernames, WIDTH, async (username) => {
      return { username, hasStore: (await readNamespaces(client, username, signal)).length > 0 };
    });
    for await (const { username, hasStore } of users) if (hasStore) yield username;
  },
  async *read(client, username, signal) {
    const store = storeOf(username);
    const inBulk = client.capabilities.userDataStoreInBulk;
    for (const name of await readNamespaces(client, username, signal)) {
      for await (const { key, text, encrypted } of readNamespace(client, { store, name, inBulk }, signal)) {
        yield { key: joinEntryKey(username, name, key), content: { value: text, encrypted } };
      }
    }
  },
  write: (client, username, entries, { signal }) => {
    return collectRefusals(entries, (entry) => write(client, toStore(username, entry), signal));
  },
  remove: (client, username, entries, { signal }) => {
    return collectRefusals(entries, ({ key: entryKey }) => {
      return deleteValue(client, { entryKey, ...placeOf(username, entryKey) }, signal);
    });
  },
};

function storeOf(username: string): StoreAddress {
  return { path: '/api/userDataStore', query: [['username', username]] };
}

/** Nothing for a user whom the instance does not know (409). */
async function readNamespaces(client: Client, username: string, signal: AbortSignal): Promise<readonly string[]> {
  const store = storeOf(username);
  const answer = await ask(client, { path: storePath(store), query: store.query, signal });
  if (answer.status === 409 || answer.status === 404) return [];
  if (!isSuccess(answer)) throw unreadable(answer);
  return parseReply(z.array(z.string()), JSON.parse(answer.text), answer.from);
}

function placeOf(username: string, entryKey: string) {
  const [, namespace = '', key = ''] = splitEntryKey(entryKey);
  return { store: storeOf(username), namespace, key };
}

function toStore(username: string, { key, content }: Entry): ValueToStore {
  const { value, encrypted } = userDataStoreContentSchema.parse(content);
  return { entryKey: key, ...placeOf(username, key), text: value, encrypted };
}

/**
 * Never by PUT: from 2.41 on the update that it does is not told whose entry it is, and changes that of every user who has
 * one under the same name [HibernateUserDatastoreStore.updateEntry; seen on 2.41.5.1 and 2.42.4.1].
 */
async function write(client: Client, value: ValueToStore, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  const refusal = await createValue(client, value, signal);
  if (refusal === undefined) return undefined;
  return makeAnew(client, value, signal);
}
