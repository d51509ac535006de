import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { one, type Query } from '../query.ts';
import { timestamp } from '../timestamp.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { factsOf } from './release-facts.ts';

interface DatabaseLocale {
  readonly id: string;
  readonly locale: string;
  readonly name: string;
  readonly created: Date;
}

/** The languages that every new database has (I18nLocalePopulator; read on 2.40.1, 2.41.5.1 and 2.42.4.1). */
const LANGUAGES = 'en nl sw lo ar ne am my dz af fr hi zh vi rw ru it fa km de bi gu tg pt ps es id no'.split(' ');

const databaseLocales = instanceState<Map<string, DatabaseLocale>>((instance) => {
  const made = LANGUAGES.map((locale) => makeLocale(instance, locale));
  return new Map(made.map((locale) => [locale.id, locale]));
});

function makeLocale(instance: Instance, locale: string): DatabaseLocale {
  const [language = '', country] = locale.split('_');
  const nameOf = (type: 'language' | 'region', code: string) => new Intl.DisplayNames('en', { type }).of(code) ?? code;
  const name = nameOf('language', language) + (country === undefined ? '' : ` (${nameOf('region', country)})`);
  return { id: instance.newUid(), locale, name, created: instance.now() };
}

/** `/api/locales`: languages of the interface, and those into which names may be translated (API.md §7). */
export function registerLocaleRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/locales/ui', () => factsOf(instance.release).uiLocales);
  app.get('/api/locales/db', () =>
    [...databaseLocales(instance).values()].map(({ locale, name }) => ({ locale, name, displayName: name })),
  );
  app.get('/api/locales/dbLocales', () => [...databaseLocales(instance).values()].map(shown));
  app.post('/api/locales/dbLocales', (request, reply) => {
    const [language = '', country = ''] = ['language', 'country'].map((key) => one(request.query as Query, key));
    if (language === '' || country === '') throw new WebMessageError(409, 'Invalid country or language code.');
    const code = `${language}_${country}`;
    const known = [...databaseLocales(instance).values()].some(({ locale }) => locale === code);
    if (known) throw new WebMessageError(409, 'Locale code existed.');
    const locale = makeLocale(instance, code);
    databaseLocales(instance).set(locale.id, locale);
    return sendWebMessage(reply, webMessage(201, 'Locale created successfully'));
  });
  app.delete<{ Params: { uid: string } }>('/api/locales/dbLocales/:uid', (request, reply) => {
    const { uid } = request.params;
    if (!databaseLocales(instance).delete(uid)) throw new WebMessageError(404, `Cannot find Locale with uid ${uid}`);
    return reply.code(204).send();
  });
}

function shown({ id, locale, name, created }: DatabaseLocale) {
  return {
    name,
    created: timestamp(created),
    lastUpdated: timestamp(created),
    translations: [],
    favorites: [],
    sharing: { external: false, users: {}, userGroups: {} },
    locale,
    displayName: name,
    favorite: false,
    id,
    attributeValues: [],
  };
}
