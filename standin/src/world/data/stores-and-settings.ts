import { isJson, jsonObjects } from '../../metadata/json.ts';
import { type Connection, refused } from '../connection.ts';
import { USER_GROUP } from '../metadata/sharing.ts';

/** What apps keep, by address below `/api`; a name with a dot gets a format that the server may cut off. */
function stored(username: string): readonly (readonly [path: string, value: unknown])[] {
  const own = `username=${encodeURIComponent(username)}`;
  return [
    ['dataStore/carte-sanitaire/reglages', { couches: ['districts', 'structures'], zoom: 7, seuil: 0.85 }],
    ['dataStore/carte-sanitaire/legende.v2.json', { couleurs: ['#fee08b', '#d73027'], vide: null }],
    ['dataStore/carte-sanitaire/jeton?encrypt=true', { cle: 'sans valeur hors de la démonstration' }],
    ['dataStore/tableau.partage/ordre', ['paludisme', 'vaccination', 'nutrition']],
    [`userDataStore/carte-sanitaire/favoris?${own}`, { structures: ['Centre de santé 1'] }],
  ];
}

const settings = {
  keyApplicationFooter: 'Système national d’information sanitaire',
  keyHideBiWeeklyPeriods: 'true',
  keyAnalysisRelativePeriod: 'LAST_6_MONTHS',
};

/**
 * Fills the stores, the settings and the configuration as a ministry might: small, harmless, and the same each time.
 * @param username of an account of the world that has something of its own.
 * @throws Error when the instance refuses anything.
 */
export async function fillStoresAndSettings(connection: Connection, username: string): Promise<void> {
  for (const [path, value] of stored(username)) await create(connection, `/api/${path}`, value);
  await send(connection, '/api/systemSettings', settings);
  const english = encodeURIComponent('National health information system');
  await send(connection, `/api/systemSettings/keyApplicationFooter?locale=en&value=${english}`, '');
  await send(connection, '/api/configuration/feedbackRecipients', USER_GROUP.administrators);
  await send(
    connection,
    `/api/userSettings/keyAnalysisDisplayProperty?user=${encodeURIComponent(username)}&value=shortName`,
  );
  const locales = jsonObjects(await connection.get('/api/locales/dbLocales'));
  if (!locales.some(({ locale }) => locale === 'fr_SN')) {
    await send(connection, '/api/locales/dbLocales?country=SN&language=fr');
  }
}

/** What is there already stays as it is (409): it came with an earlier load. */
async function create(connection: Connection, path: string, value: unknown): Promise<void> {
  const reply = await connection.send('POST', path, value);
  if (reply.status >= 300 && reply.status !== 409) throw refused(`POST ${path}`, reply);
}

async function send(connection: Connection, path: string, body?: unknown): Promise<void> {
  const reply = await connection.send('POST', path, body);
  const isFailure = isJson(reply.body) && reply.body.status === 'ERROR';
  if (reply.status >= 300 || isFailure) throw refused(`POST ${path}`, reply);
}
