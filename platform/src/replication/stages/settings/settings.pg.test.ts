import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { type AskStandin, askStandin } from '../../fixtures/ask-standin.ts';
import { newRun, runOnce } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = ['databaseLocales', 'systemSettings', 'settingTranslations', 'configuration', 'userSettings'];
const users = ['agent', 'alone'].map((username) => ({
  id: `User0${username}0`.slice(0, 11).padEnd(11, '0'),
  username,
  firstName: 'Agent',
  surname: 'Saisie',
  password: 'Abc-12345x',
  userRoles: [{ id: 'yrB6vc5Ip3r' }],
}));
const userGroups = [{ id: 'Recipients1', name: 'Recipients' }];

const setText = (ask: AskStandin, path: string, text: string) => ask('POST', path, text);

async function fill({ source, target }: StandinPair): Promise<void> {
  const ask = askStandin(source.url);
  await ask('POST', '/api/metadata', { users, userGroups });
  await askStandin(target.url)('POST', '/api/metadata', { users: users.slice(0, 1), userGroups });
  await ask('POST', '/api/systemSettings', {
    applicationTitle: 'Santé nationale',
    keyHideWeeklyPeriods: 'true',
    keySqlViewMaxLimit: '70',
    keyEmailHostName: 'mail.example.org',
    keyEmailPassword: 'not told',
    startModule: 'dhis-web-capture',
  });
  await setText(ask, '/api/systemSettings/applicationTitle?locale=fr&value=Sant%C3%A9', '');
  await ask('POST', '/api/locales/dbLocales?country=SN&language=fr');
  await setText(ask, '/api/configuration/feedbackRecipients', 'Recipients1');
  await setText(ask, '/api/configuration/infrastructuralPeriodType', 'Quarterly');
  await ask('POST', '/api/configuration/corsWhitelist', ['https://b.example.org', 'https://a.example.org']);
  await ask('POST', '/api/userSettings/keyUiLocale?user=agent&value=fr');
  await ask('POST', '/api/userSettings/keyUiLocale?user=alone&value=pt');
}

describe.each([
  ['2.42.4.1', '2.40.1'],
  ['2.40.1', '2.41.5.1'],
  ['2.41.5.1', '2.42.4.1'],
] as const)('the settings, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await fill(pair);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  });
  afterAll(() => pair.close());

  async function run(runId?: number) {
    const options = { database: store.database, source, target, options: { only } };
    const ended = await runOnce({ ...options, ...(runId === undefined ? {} : { runId }) });
    for (const kind of only) expect(countsAddUp(ended.totals[kind] ?? { ...noTotals }), kind).toBe(true);
    return { ...ended, told: await toldBy(store.database, ended.runId) };
  }

  it('arrive, each in its own way; what belongs to the source stays there; a second run changes nothing', async () => {
    const first = await run();
    expect(first.verdict).toBe('identical');
    const own = first.told.filter(({ code }) => code === 'OWN_SETTING').map(({ key }) => key);
    expect(own).toEqual(['keyEmailHostName']);
    const hidden = first.told.filter(({ code }) => code === 'SETTING_CONFIDENTIAL').map(({ key }) => key);
    expect(hidden).toContain('keyEmailPassword');
    expect(hidden).toHaveLength(from === '2.42.4.1' ? 1 : 4);
    expect(first.told.filter(({ type }) => type === 'userSettings').map(({ key, code }) => [key, code])).toEqual([
      ['alone', 'USER_NOT_ON_TARGET'],
    ]);
    const ask = askStandin(pair.target.url);
    expect(await ask('GET', '/api/systemSettings')).toMatchObject({
      applicationTitle: 'Santé nationale',
      keyHideWeeklyPeriods: true,
      keySqlViewMaxLimit: 70,
      startModule: 'dhis-web-capture',
    });
    expect(await ask.text('/api/systemSettings/applicationTitle?locale=fr')).toContain('Santé');
    expect(await ask('GET', '/api/configuration')).toMatchObject({
      feedbackRecipients: { id: 'Recipients1' },
      infrastructuralPeriodType: 'Quarterly',
      corsWhitelist: ['https://a.example.org', 'https://b.example.org'],
    });
    expect(await ask('GET', '/api/userSettings?user=agent')).toMatchObject({ keyUiLocale: 'fr' });
    expect(await ask.text('/api/locales/dbLocales')).toContain('fr_SN');
    const second = await run();
    for (const kind of only) expect(second.totals[kind], kind).toMatchObject({ created: 0, updated: 0 });
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
  });

  it('go back to their default where the source has it', async () => {
    const ask = askStandin(pair.target.url);
    await ask('POST', '/api/systemSettings', { keyHideDailyPeriods: 'true', keyEmailHostName: 'other.example.org' });
    await ask('POST', '/api/userSettings/keyAnalysisDisplayProperty?user=agent&value=shortName');
    await setText(ask, '/api/configuration/selfRegistrationRole', 'yrB6vc5Ip3r');
    const ended = await run();
    expect(ended.verdict).toBe('identical');
    expect(ended.totals.systemSettings).toMatchObject({ created: 0, updated: 1 });
    const settings = await ask('GET', '/api/systemSettings');
    expect(settings).toMatchObject({ keyHideDailyPeriods: false, keyEmailHostName: 'other.example.org' });
    expect(await ask('GET', '/api/userSettings?user=agent')).toMatchObject({ keyAnalysisDisplayProperty: 'name' });
    expect((await ask('GET', '/api/configuration')).selfRegistrationRole).toBeUndefined();
  });

  it('are told where the target cannot take them, and the others arrive all the same', async () => {
    const ask = askStandin(pair.source.url);
    await setText(ask, '/api/configuration/feedbackRecipients', 'Recipients1');
    await ask('POST', '/api/metadata', { userGroups: [{ id: 'Recipients2', name: 'Others' }] });
    await setText(ask, '/api/configuration/feedbackRecipients', 'Recipients2');
    if (from === '2.42.4.1') await ask('POST', '/api/systemSettings', { globalShellEnabled: 'false' });
    await ask('POST', '/api/systemSettings', { keyFlag: 'senegal' });
    const ended = await run();
    const told = ended.told.filter(({ cause }) => cause === 'refused').map(({ type, key, code }) => [type, key, code]);
    expect(told).toEqual([['configuration', 'feedbackRecipients', 'E1005']]);
    expect(ended.verdict).toBe('identical-except-refusals');
    const unknown = ended.told.filter(({ code }) => code === 'SETTING_UNKNOWN').map(({ key }) => key);
    expect(unknown).toEqual(from === '2.42.4.1' ? ['globalShellEnabled'] : []);
    expect(await askStandin(pair.target.url)('GET', '/api/systemSettings')).toMatchObject({ keyFlag: 'senegal' });
    await setText(ask, '/api/configuration/feedbackRecipients', 'Recipients1');
  });

  it('go on after a kill', async () => {
    const ask = askStandin(pair.source.url);
    await ask('POST', '/api/systemSettings', { keyFlag: 'mali', keyAnalyticsMaxLimit: '5000' });
    const killed = new AbortController();
    const write: typeof target.entries.write = async (...args) => {
      const refusals = await target.entries.write(...args);
      killed.abort(new Error('killed'));
      return refusals;
    };
    const dying = { ...target, entries: { ...target.entries, write } };
    const runId = await newRun(store.database);
    const broken = { database: store.database, source, target: dying, runId, options: { only }, signal: killed.signal };
    await expect(runOnce(broken)).rejects.toThrow('killed');
    expect((await run(runId)).verdict).toBe('identical');
    const settings = await askStandin(pair.target.url)('GET', '/api/systemSettings');
    expect(settings).toMatchObject({ keyFlag: 'mali', keyAnalyticsMaxLimit: 5000 });
  });

  it('can be removed', async () => {
    const signal = { signal: AbortSignal.timeout(600_000) };
    const named = (...keys: string[]) => keys.map((key) => ({ key, content: undefined }));
    const { entries } = target;
    expect(await entries.remove('databaseLocales', 'all', named('fr_SN', 'xx_YY'), signal)).toEqual([]);
    expect(await entries.remove('settingTranslations', 'all', named('applicationTitle/fr'), signal)).toEqual([]);
    expect(await entries.remove('systemSettings', 'all', named('applicationTitle'), signal)).toEqual([]);
    expect(await entries.remove('userSettings', 'a', named('agent'), signal)).toEqual([]);
    expect(
      await entries.remove('configuration', 'all', named('corsWhitelist', 'infrastructuralPeriodType'), signal),
    ).toEqual([]);
    const left = async (kind: typeof entries.kinds extends ReadonlySet<infer K> ? K : never, slice: string) => {
      const keys = [];
      for await (const { key } of entries.read(kind, slice, signal.signal)) keys.push(key);
      return keys;
    };
    expect(await left('databaseLocales', 'all')).not.toContain('fr_SN');
    expect(await left('settingTranslations', 'all')).toEqual([]);
    expect(await left('systemSettings', 'all')).not.toContain('applicationTitle');
    expect(await left('configuration', 'all')).toEqual(['feedbackRecipients']);
  });
});

const noTotals = { read: 0, created: 0, updated: 0, unchanged: 0, refused: 0, skipped: 0, impossible: 0, deleted: 0 };
