import { z } from 'zod';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

const path = '/api/locales/dbLocales';
const localesSchema = z.array(z.looseObject({ id: z.string(), locale: z.string() }));

/** Languages into which names may be translated, by code (`fr_SN`); their UIDs are generated and named by nothing. */
export const databaseLocalesAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  async *read(client, _slice, signal) {
    for (const { locale } of await readLocales(client, signal)) yield { key: locale, content: null };
  },
  async write(client, _slice, entries, { signal }) {
    return collectRefusals(entries, async ({ key }) => {
      const [language = '', country = ''] = key.split('_');
      const query = [
        ['country', country],
        ['language', language],
      ] as const;
      const answer = await ask(client, { method: 'POST', path, query, signal });
      if (isSuccess(answer)) return undefined;
      const refusal = refusalOfEntry(key, answer);
      // A language without a country comes with the database only.
      return country === '' ? { ...refusal, cause: 'impossible' } : refusal;
    });
  },
  async remove(client, _slice, entries, { signal }) {
    const uids = new Map((await readLocales(client, signal)).map(({ id, locale }) => [locale, id]));
    return collectRefusals(entries, async ({ key }) => {
      const uid = uids.get(key);
      if (uid === undefined) return undefined;
      const answer = await ask(client, { method: 'DELETE', path: `${path}/${uid}`, signal });
      return isSuccess(answer) || answer.status === 404 ? undefined : refusalOfEntry(key, answer);
    });
  },
};

export function readLocales(client: Client, signal: AbortSignal) {
  return getJson(client.transport, path, [], localesSchema, signal);
}
