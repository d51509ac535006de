import { describe, expect, it } from 'vitest';
import { createTestInstance } from '../data/test-instance.ts';
import { zippedApp } from './zipped-app.ts';

const releases = ['2.40.1', '2.41.5.1', '2.42.4.1'] as const;

describe.each(releases)('the settings of a %s', (release) => {
  const isLater = release === '2.42.4.1';

  it('take text for what they are, refuse other text, and go back to their default', async () => {
    const standin = createTestInstance(release);
    await standin.post('/api/systemSettings', { keySqlViewMaxLimit: '7', keyHideWeeklyPeriods: 'true' });
    const all = async () => standin.get('/api/systemSettings');
    expect((await all()).at('keySqlViewMaxLimit')).toBe(7);
    expect((await standin.post('/api/systemSettings', { keySqlViewMaxLimit: 'abc' })).status).toBe(400);
    expect((await standin.post('/api/systemSettings', { nope: '1' })).status).toBe(isLater ? 404 : 409);
    expect((await standin.send('DELETE', '/api/systemSettings/keySqlViewMaxLimit')).status).toBe(204);
    expect((await all()).at('keySqlViewMaxLimit')).toBe(-1);
  });

  it('show those without a default when they are set', async () => {
    const standin = createTestInstance(release);
    const footer = async () => (await standin.get('/api/systemSettings')).at('keyApplicationFooter');
    expect(await footer()).toBe(isLater ? '' : undefined);
    await standin.post('/api/systemSettings', { keyApplicationFooter: 'Ministère' });
    expect(await footer()).toBe('Ministère');
  });

  it('keep confidential ones to themselves', async () => {
    const standin = createTestInstance(release);
    await standin.post('/api/systemSettings', { keyEmailPassword: 'not told' });
    expect((await standin.get('/api/systemSettings')).text).not.toContain('not told');
    expect((await standin.get('/api/systemSettings/keyEmailPassword')).text.includes('not told')).toBe(isLater);
  });

  it('are translated, up to 2.41 only where they were set', async () => {
    const standin = createTestInstance(release);
    const address = '/api/systemSettings/keyApplicationFooter?locale=fr';
    const translate = () => standin.send('POST', address, 'Pied de page', { contentType: 'text/plain' });
    expect((await translate()).status).toBe(isLater ? 200 : 409);
    await standin.post('/api/systemSettings', { keyApplicationFooter: 'Footer' });
    expect((await translate()).status).toBe(200);
    expect((await standin.get(address)).text).toContain('Pied de page');
    expect((await standin.get('/api/dataStore')).text.includes('settings-translations')).toBe(isLater);
    await standin.send('DELETE', address);
    expect((await standin.get(address)).text).toContain('Footer');
    expect((await standin.get('/api/dataStore')).text).toBe('[]');
  });

  it('of a user are their own, and gone when taken back', async () => {
    const standin = createTestInstance(release);
    await standin.send('POST', '/api/userSettings/keyUiLocale?user=agent1&value=fr');
    expect((await standin.get('/api/userSettings?user=agent1')).at('keyUiLocale')).toBe('fr');
    expect((await standin.get('/api/userSettings')).at('keyUiLocale')).toBe('en');
    await standin.send('DELETE', '/api/userSettings/keyUiLocale?user=agent1');
    const own = await standin.get('/api/userSettings?user=agent1&useFallback=false');
    expect(own.at('keyUiLocale')).toBe(isLater ? 'en' : undefined);
    expect((await standin.send('POST', '/api/userSettings/nope?value=1')).status).toBe(404);
    expect((await standin.get('/api/userSettings?user=nobody')).status).toBe(isLater ? 200 : 409);
  });
});

describe('the configuration', () => {
  it('takes the UID of what is there, gives the object, and can empty some places', async () => {
    const standin = createTestInstance();
    const set = (key: string, uid: string) =>
      standin.send('POST', `/api/configuration/${key}`, uid, { contentType: 'text/plain' });
    expect((await set('selfRegistrationOrgUnit', 'Nobody00001')).status).toBe(404);
    expect((await set('selfRegistrationOrgUnit', 'OUfacility1')).status).toBe(204);
    expect((await set('infrastructuralPeriodType', 'Quarterly')).status).toBe(204);
    expect((await set('infrastructuralPeriodType', 'Nonsense')).status).toBe(404);
    await standin.post('/api/configuration/corsWhitelist', ['https://dhis2.example.org']);
    const whole = await standin.get('/api/configuration');
    expect(whole.at('selfRegistrationOrgUnit.id')).toBe('OUfacility1');
    expect(whole.at('infrastructuralPeriodType')).toBe('Quarterly');
    expect(whole.at('corsAllowlist')).toEqual(['https://dhis2.example.org']);
    expect((await standin.send('DELETE', '/api/configuration/infrastructuralPeriodType')).status).toBe(405);
    expect((await standin.send('DELETE', '/api/configuration/selfRegistrationOrgUnit')).status).toBe(204);
    expect((await standin.get('/api/configuration')).at('selfRegistrationOrgUnit')).toBeUndefined();
  });
});

describe('the languages of the database', () => {
  it('are those of a new one, and others with a country', async () => {
    const standin = createTestInstance();
    const add = (country: string, language: string) =>
      standin.send('POST', `/api/locales/dbLocales?country=${country}&language=${language}`);
    expect((await add('SN', 'fr')).status).toBe(201);
    expect((await add('SN', 'fr')).status).toBe(409);
    expect((await add('', 'wo')).status).toBe(409);
    const all: { id: string; locale: string; name: string }[] = JSON.parse(
      (await standin.get('/api/locales/dbLocales')).text,
    );
    const added = all.find(({ locale }) => locale === 'fr_SN');
    expect([all.length, added?.name]).toEqual([29, 'French (Senegal)']);
    expect((await standin.send('DELETE', `/api/locales/dbLocales/${added?.id}`)).status).toBe(204);
  });
});

describe('apps', () => {
  it.each(releases)('come in an archive on %s, and go', async (release) => {
    const standin = createTestInstance(release);
    const { body, contentType } = zippedApp({ name: 'Small App', version: '1.2.0' });
    const installed = await standin.send('POST', '/api/apps', body, { contentType });
    expect(installed.status).toBe(release === '2.42.4.1' ? 201 : 204);
    expect((await standin.get('/api/apps')).at('0.key')).toBe('Small-App');
    expect((await standin.send('DELETE', '/api/apps/Small-App')).status).toBe(204);
    expect((await standin.get('/api/apps')).text).toBe('[]');
  });
});
