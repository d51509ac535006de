import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDemoWorld } from '../../demo-world.ts';
import { type Standin, startStandin } from '../../server.ts';

const size = { organisationUnits: 12, dataValues: 50, trackedEntities: 2, packages: false };

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ release: '2.41.5.1' });
  await loadDemoWorld(standin.url, size);
});
afterAll(() => standin.close());

async function text(path: string): Promise<string> {
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  return (await fetch(`${standin.url}${path}`, { headers: { authorization } })).text();
}

it('has something in every store, setting and place of the configuration', async () => {
  expect(JSON.parse(await text('/api/dataStore/carte-sanitaire'))).toEqual(['reglages', 'legende.v2', 'jeton']);
  expect(await text('/api/dataStore/tableau.partage.json')).toBe('["ordre"]');
  expect(await text('/api/userDataStore/carte-sanitaire?username=saisie.region1')).toBe('["favoris"]');
  expect(JSON.parse(await text('/api/systemSettings'))).toMatchObject({ keyHideBiWeeklyPeriods: true });
  expect(await text('/api/systemSettings/keyApplicationFooter?locale=en')).toContain('National');
  expect(JSON.parse(await text('/api/configuration')).feedbackRecipients.name).toBe('Gestion du système');
  expect(JSON.parse(await text('/api/userSettings?user=saisie.region1')).keyAnalysisDisplayProperty).toBe('shortName');
  expect(await text('/api/locales/dbLocales')).toContain('fr_SN');
});

it('is the same when it is loaded again', async () => {
  const before = await Promise.all(['/api/dataStore/carte-sanitaire?fields=.', '/api/systemSettings'].map(text));
  await loadDemoWorld(standin.url, size);
  expect(await Promise.all(['/api/dataStore/carte-sanitaire?fields=.', '/api/systemSettings'].map(text))).toEqual(
    before,
  );
});
