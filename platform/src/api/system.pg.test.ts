import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenIdProvider } from '../access/openid/provider.ts';
import { addTestInstance } from '../access/testing/open-access.ts';
import { loadRun } from '../store/run.ts';
import { saveApprovalDecision, saveApprovalRequest } from '../store/run-approval.ts';
import { findUser } from '../store/user.ts';
import { parseKeyRing } from '../vault/key-ring.ts';
import { createVault } from '../vault/vault.ts';
import { type Browser, browse, openTestApi, type TestApi, tokenOf } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
let operator: Browser;

const openId: OpenIdProvider = {
  settings: {
    issuer: 'https://login.example.org/realms/health',
    clientId: 'relais',
    clientSecret: 'planted-client-secret',
    redirectUri: 'https://relais.example.org/api/v1/session/openid/return',
    roles: { claim: 'groups', values: [['relais-admins', 'administrator']], createsUsers: true },
  },
  configuration: () => Promise.reject(new Error('Nobody asks the provider here.')),
};

beforeAll(async () => {
  const vault = createVault(parseKeyRing(`1:${'11'.repeat(32)},2:${'22'.repeat(32)}`));
  api = await openTestApi({ openId, vault });
  // With the key that was the only one before.
  for (const name of ['capital', 'region']) await addTestInstance(api.access, name);
  administrator = await browse(api, 'awa', { role: 'administrator' });
  operator = await browse(api, 'ousmane');
});
afterAll(() => api.close());

it('tells administrators how secrets are kept and how people log in, without a secret', async () => {
  const answer = await administrator.ask('GET', '/system');
  expect(answer.json()).toMatchObject({
    vault: { keys: 2, sealed: 2, sealedByOlderKeys: 2 },
    singleSignOn: {
      issuer: openId.settings.issuer,
      clientId: 'relais',
      redirectAddress: openId.settings.redirectUri,
      roles: { claim: 'groups', values: [{ value: 'relais-admins', role: 'administrator' }], createsUsers: true },
    },
  });
  expect(answer.body).not.toContain('planted');
});

it('tells nobody else', async () => {
  const told = (await operator.ask('GET', '/system')).json();
  expect([told.version, told.vault, told.singleSignOn]).toEqual(['0.0.0', undefined, undefined]);
  const user = await findUser(api.access.database, 'awa');
  const headers = await tokenOf(api, { id: user?.id ?? 0 }, ['look']);
  expect((await api.ask({ method: 'GET', url: '/system', headers })).json().vault).toBeUndefined();
});

it('exports log and trail in the language that the link names', async () => {
  const { run } = (await administrator.ask('POST', '/runs', { source: 'capital', target: 'region' })).json();
  expect((await loadRun(api.access.database, run)).startedBy).toBe('awa');
  const text = async (path: string, header: string) =>
    (await administrator.ask('GET', path, undefined, { 'accept-language': header })).body;
  for (const format of ['csv', 'json']) {
    const audit = (language: string, header: string) => text(`/audit/export.${format}?language=${language}`, header);
    expect(await audit('fr', 'en')).toContain('exécution demandée');
    expect(await audit('en', 'fr')).toContain('run asked for');
    const log = (language: string, header: string) => text(`/logs/export.${format}?language=${language}`, header);
    expect(await log('fr', 'en')).toBe(await text(`/logs/export.${format}`, 'fr'));
    expect(await log('en', 'fr')).toBe(await text(`/logs/export.${format}`, 'en'));
    expect(await log('fr', 'en')).not.toBe(await log('en', 'en'));
  }
  expect((await administrator.ask('GET', '/audit/export.csv?language=de')).statusCode).toBe(400);
});

it('says who asked for an approval, and who decided', async () => {
  const { database } = api.access;
  const { run } = (await administrator.ask('POST', '/runs', { source: 'capital', target: 'region' })).json();
  const [asker, other] = [await findUser(database, 'awa'), await findUser(database, 'ousmane')];
  const plan = { runId: run, planDigest: 'as shown' };
  await saveApprovalRequest(database, { ...plan, requestedBy: asker?.id, requestedAt: new Date() });
  const waiting = (await administrator.ask('GET', '/approvals')).json().items;
  expect(waiting).toMatchObject([{ run, requestedBy: 'awa' }]);
  await saveApprovalDecision(database, { ...plan, decision: 'approved', decidedBy: other?.id, decidedAt: new Date() });
  const decided = (await administrator.ask('GET', `/runs/${run}/approval`)).json();
  expect(decided).toMatchObject({ requestedBy: 'awa', decidedBy: 'ousmane', decision: 'approved' });
});
