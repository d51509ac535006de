import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { joinEntryKey, splitEntryKey } from '../../model/entry-key.ts';
import { ask, isSuccess, refusalOfEntry, unreadable } from '../ask.ts';
import type { Client } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import { parseReply } from '../read-body.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';
import { isAddressable, type StoreAddress } from './store-path.ts';
import { listNames, readNamespace, type StoredValue } from './store-reading.ts';
import { deleteValue, putValue } from './store-writing.ts';

/** Who may see and change one entry; access by UID. The owner is whoever writes it and cannot be given. */
const sharingSchema = z.object({
  public: z.string(),
  users: z.record(z.string(), z.string()),
  userGroups: z.record(z.string(), z.string()),
});
export type EntrySharing = z.infer<typeof sharingSchema>;

/** What the data store keeps under a key. */
export const dataStoreContentSchema = z.object({
  /** JSON text, so that no digit is lost. */
  value: z.string(),
  encrypted: z.boolean(),
  /** Absent where no path can name the key. */
  sharing: sharingSchema.optional(),
});
export type DataStoreContent = z.infer<typeof dataStoreContentSchema>;

const store: StoreAddress = { path: '/api/dataStore', query: [] };

/** The sharing of an entry costs a request of its own; so many are under way at once. */
const WIDTH = 6;

/** The data store, a slice for each namespace (API.md §7; all releases). */
export const dataStoreAccess: EntryAccess = {
  isOffered: () => true,
  async *slices(client, signal) {
    yield* [...(await listNames(client, store, [], signal))].sort();
  },
  async *read(client, namespace, signal) {
    const values = readNamespace(client, { store, name: namespace, inBulk: true }, signal);
    for await (const entry of inParallel(values, WIDTH, (value) => toEntry(client, namespace, value, signal))) {
      if (entry !== undefined) yield entry;
    }
  },
  write: (client, namespace, entries, { signal }) => {
    return collectRefusals(entries, (entry) => write(client, namespace, entry, signal), WIDTH);
  },
  remove: (client, namespace, entries, { signal }) => {
    const removeOne = ({ key }: Entry) =>
      deleteValue(client, { entryKey: key, store, namespace, key: splitEntryKey(key)[1] ?? '' }, signal);
    return collectRefusals(entries, removeOne, WIDTH);
  },
};

async function toEntry(
  client: Client,
  namespace: string,
  { key, text, encrypted }: StoredValue,
  signal: AbortSignal,
): Promise<Entry | undefined> {
  const entryKey = joinEntryKey(namespace, key);
  if (!isAddressable(namespace) || !isAddressable(key)) return { key: entryKey, content: { value: text, encrypted } };
  const metaData = await readMetaData(client, namespace, key, signal);
  if (metaData === undefined) return undefined;
  return { key: entryKey, content: { value: text, encrypted, sharing: sharingOf(metaData.sharing) } };
}

const accessesSchema = z.record(z.string(), z.looseObject({ access: z.string() })).default({});
const metaDataSchema = z.looseObject({
  id: z.string(),
  sharing: z.looseObject({ public: z.string().nullish(), users: accessesSchema, userGroups: accessesSchema }),
});
type MetaData = z.infer<typeof metaDataSchema>;

/** Undefined when the entry is gone by now. */
async function readMetaData(
  client: Client,
  namespace: string,
  key: string,
  signal: AbortSignal,
): Promise<MetaData | undefined> {
  const path = `${store.path}/${encodeURIComponent(namespace)}/${encodeURIComponent(key)}/metaData`;
  const answer = await ask(client, { path, signal });
  if (answer.status === 404) return undefined;
  if (!isSuccess(answer)) throw unreadable(answer);
  return parseReply(metaDataSchema, JSON.parse(answer.text), answer.from);
}

function sharingOf({ public: publicAccess, users, userGroups }: MetaData['sharing']): EntrySharing {
  const accesses = (record: typeof users) => {
    return Object.fromEntries(Object.entries(record).map(([uid, { access }]) => [uid, access]));
  };
  return { public: publicAccess ?? '--------', users: accesses(users), userGroups: accesses(userGroups) };
}

async function write(
  client: Client,
  namespace: string,
  entry: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const { value, encrypted, sharing } = dataStoreContentSchema.parse(entry.content);
  const key = splitEntryKey(entry.key)[1] ?? '';
  const toStore = { entryKey: entry.key, store, namespace, key, text: value, encrypted };
  const refusal = await putValue(client, toStore, signal);
  if (refusal !== undefined || sharing === undefined) return refusal;
  return share(client, namespace, key, { entryKey: entry.key, sharing }, signal);
}

/** An entry that is made anew has the sharing of all new ones; an update leaves it. */
async function share(
  client: Client,
  namespace: string,
  key: string,
  { entryKey, sharing }: { readonly entryKey: string; readonly sharing: EntrySharing },
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const metaData = await readMetaData(client, namespace, key, signal);
  if (metaData === undefined || isSame(sharingOf(metaData.sharing), sharing)) return undefined;
  const list = (accesses: Readonly<Record<string, string>>) => {
    return Object.entries(accesses).map(([id, access]) => ({ id, access }));
  };
  const object = {
    publicAccess: sharing.public,
    externalAccess: false,
    userAccesses: list(sharing.users),
    userGroupAccesses: list(sharing.userGroups),
  };
  const answer = await ask(client, {
    method: 'PUT',
    path: '/api/sharing',
    query: [
      ['type', 'dataStore'],
      ['id', metaData.id],
    ],
    body: { content: JSON.stringify({ object }), gzip: false },
    signal,
  });
  return isSuccess(answer) ? undefined : refusalOfEntry(entryKey, answer);
}

function isSame(one: EntrySharing, other: EntrySharing): boolean {
  const text = ({ public: all, users, userGroups }: EntrySharing) => {
    const sorted = (accesses: Readonly<Record<string, string>>) => Object.entries(accesses).sort();
    return JSON.stringify([all, sorted(users), sorted(userGroups)]);
  };
  return text(one) === text(other);
}
