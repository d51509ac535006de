import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { joinEntryKey, splitEntryKey } from '../../model/entry-key.ts';
import { ask, isSuccess, refusalOfEntry, unreadable } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import { collectRefusals } from './collect-refusals.ts';
import { readLocales } from './database-locales.ts';
import type { EntryAccess } from './entry-access.ts';
import { readNamespace } from './store-reading.ts';

/** A text of the instance in one language. */
export const translationContentSchema = z.object({ text: z.string() });

const path = '/api/systemSettings';

/** The settings that have translations [SettingKey, SystemSettings; the last since 2.41]. */
const translatable = [
  'applicationTitle',
  'keyApplicationIntro',
  'keyApplicationNotification',
  'keyApplicationFooter',
  'keyApplicationRightFooter',
  'loginPopup',
];

/** So many texts are asked for at once. */
const WIDTH = 6;

/**
 * Translations of the instance's texts, by setting and language, in one slice. Up to 2.41 every setting is asked for in
 * every language of the database and of the interface, and what equals the untranslated text counts as no translation: the
 * server tells no difference. From 2.42 on they are a namespace of the data store.
 */
export const settingTranslationsAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  read: (client, _slice, signal) => {
    return client.capabilities.settingTranslationsInStore ? readFromStore(client, signal) : readEach(client, signal);
  },
  async write(client, _slice, entries, { signal }) {
    return collectRefusals(entries, (entry) => write(client, entry, signal));
  },
  async remove(client, _slice, entries, { signal }) {
    return collectRefusals(entries, async ({ key: entryKey }) => {
      const [key = '', locale = ''] = splitEntryKey(entryKey);
      const query = [['locale', locale]] as const;
      const answer = await ask(client, { method: 'DELETE', path: `${path}/${key}`, query, signal });
      return isSuccess(answer) || answer.status === 404 ? undefined : refusalOfEntry(entryKey, answer);
    });
  },
};

const byLocaleSchema = z.record(z.string(), z.string());

async function* readFromStore(client: Client, signal: AbortSignal): AsyncGenerator<Entry> {
  const namespace = {
    store: { path: '/api/dataStore', query: [] },
    name: 'settings-translations',
    inBulk: true,
  } as const;
  for await (const { key, text } of readNamespace(client, namespace, signal)) {
    for (const [locale, translation] of Object.entries(byLocaleSchema.parse(JSON.parse(text)))) {
      if (translation !== '') yield { key: joinEntryKey(key, locale), content: { text: translation } };
    }
  }
}

async function* readEach(client: Client, signal: AbortSignal): AsyncGenerator<Entry> {
  const settings = await getJson(client.transport, path, [], z.record(z.string(), z.unknown()), signal);
  const locales = await languages(client, signal);
  for (const key of translatable) {
    const untranslated = String(settings[key] ?? '');
    const texts = inParallel(locales, WIDTH, async (locale) => ({
      locale,
      text: await readText(client, key, locale, signal),
    }));
    for await (const { locale, text } of texts) {
      if (text !== '' && text !== untranslated) yield { key: joinEntryKey(key, locale), content: { text } };
    }
  }
}

/** Apps translate into the languages of the interface, administrators into those of the database. */
async function languages(client: Client, signal: AbortSignal): Promise<readonly string[]> {
  const ui = await getJson(
    client.transport,
    '/api/locales/ui',
    [],
    z.array(z.looseObject({ locale: z.string() })),
    signal,
  );
  const database = await readLocales(client, signal);
  return [...new Set([...ui, ...database].map(({ locale }) => locale))].sort();
}

async function readText(client: Client, key: string, locale: string, signal: AbortSignal): Promise<string> {
  const answer = await ask(client, { path: `${path}/${key}`, query: [['locale', locale]], signal });
  if (answer.status === 404 || answer.status === 409) return '';
  if (!isSuccess(answer)) throw unreadable(answer);
  return byLocaleSchema.parse(JSON.parse(answer.text))[key] ?? '';
}

async function write(
  client: Client,
  { key: entryKey, content }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const { text } = translationContentSchema.parse(content);
  const [key = '', locale = ''] = splitEntryKey(entryKey);
  const translate = () => {
    const body = { content: text, type: 'text/plain;charset=UTF-8', gzip: false };
    return ask(client, { method: 'POST', path: `${path}/${key}`, query: [['locale', locale]], body, signal });
  };
  const answer = await translate();
  if (isSuccess(answer)) return undefined;
  if (answer.status !== 409 || client.capabilities.settingTranslationsInStore) return refusalOfEntry(entryKey, answer);
  // Up to 2.41 a translation hangs on the setting's own row: one that nobody has set has none (seen on 2.40.1, 2.41.5.1).
  await setAsItIs(client, key, signal);
  const again = await translate();
  return isSuccess(again) ? undefined : refusalOfEntry(entryKey, again);
}

async function setAsItIs(client: Client, key: string, signal: AbortSignal): Promise<void> {
  const settings = await getJson(client.transport, path, [], z.record(z.string(), z.unknown()), signal);
  const body = { content: JSON.stringify({ [key]: String(settings[key] ?? '') }), gzip: false };
  await ask(client, { method: 'POST', path, body, signal });
}
