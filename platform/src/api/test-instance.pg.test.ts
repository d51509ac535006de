import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerFrom, wholesome } from '../dhis2/testing/small-instance.ts';
import { startSmallServer } from '../dhis2/testing/small-server.ts';
import { loadNewestAudit } from '../store/audit.ts';
import { listInstances } from '../store/instance.ts';
import { type Browser, browse, openTestApi, type TestApi } from './testing/open-api.ts';

let api: TestApi;
let administrator: Browser;
const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;

beforeAll(async () => {
  api = await openTestApi();
  administrator = await browse(api, 'awa', { role: 'administrator' });
});
afterAll(() => api.close());

const ask = (url: string, language = 'en') =>
  administrator.ask('POST', '/instances/test', { url, credentials }, { 'accept-language': language });

it('says what is at an address before anything is registered', async () => {
  await using server = await startSmallServer(answerFrom(wholesome));
  const { statusCode, body, json } = await ask(`${server.url}/`);
  expect([statusCode, json()]).toMatchObject([
    200,
    {
      address: server.url,
      release: '2.42.4.1',
      edition: '2.42',
      systemName: 'Small',
      account: { username: 'admin', hasAllAuthorities: true, organisationUnits: 1, organisationUnitNames: ['Pays'] },
      capabilities: expect.arrayContaining([{ name: 'customIcons', isThere: true, text: 'knows custom icons' }]),
      missing: [],
    },
  ]);
  expect(json().clockOffsetMs).toBeTypeOf('number');
  expect(body).not.toContain(credentials.password);
  expect(await listInstances(api.access.database)).toEqual([]);
  expect(server.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('says all that is missing, for which side, in the reader’s language', async () => {
  const lesser = { id: 'M5zQapPyTZI', username: 'relais', authorities: ['M_dhis-web-dashboard'] };
  const info = { ...Object(wholesome['/api/system/info']), readOnlyMode: 'on' };
  await using server = await startSmallServer(
    answerFrom({ ...wholesome, '/api/me': lesser, '/api/system/info': info }),
  );
  const told = (await ask(server.url, 'fr')).json();
  expect(told.account).toMatchObject({ hasAllAuthorities: false, organisationUnitNames: [] });
  const missing: { code: string; side: string; text: string; hint: string }[] = told.missing;
  expect(missing.map(({ code, side }) => [code, side])).toEqual([
    ['DHIS2_AUTHORITIES_MISSING', 'both'],
    ['DHIS2_ORG_UNITS_MISSING', 'source'],
    ['DHIS2_READ_ONLY', 'target'],
  ]);
  expect(missing[1]?.text).toContain('n’est pas rattaché à ces unités d’organisation de premier niveau : Pays');
  expect(missing[1]?.hint).toContain('application Utilisateurs');
});

it('is told to the audit trail, whatever came of it', async () => {
  const url = 'http://169.254.169.254/dhis';
  await ask(url);
  const told = await loadNewestAudit(api.access.database, {}, undefined, 1);
  expect(told).toMatchObject([{ actor: 'awa', action: 'instance.tried', subject: url }]);
});

it('refuses what may not be asked, and what is no DHIS2, as elsewhere', async () => {
  await using server = await startSmallServer((_, response) => response.end('<html></html>'));
  expect((await ask(server.url)).json().code).toBe('DHIS2_NOT_DHIS2');
  expect((await ask('http://169.254.169.254/latest')).json().code).toBe('OUTGOING_ADDRESS_FORBIDDEN');
  expect((await ask('file:///etc/passwd')).json().code).toBe('DHIS2_ADDRESS_INVALID');
});

it('tries a change before it is kept, with the kept secret where it holds, and never sends that elsewhere', async () => {
  await using server = await startSmallServer(answerFrom(wholesome));
  await using other = await startSmallServer(answerFrom(wholesome));
  await administrator.ask('POST', '/instances', { name: 'region', url: server.url, credentials });
  const attempt = (wish: object) => administrator.ask('POST', '/instances/test', { instance: 'region', ...wish });
  const kept = await attempt({ url: `${server.url}/`, allowSelfSigned: true });
  expect([kept.statusCode, kept.json()]).toMatchObject([200, { address: server.url, account: { username: 'admin' } }]);
  expect((await attempt({ url: other.url })).json().code).toBe('INSTANCE_SECRET_WANTED');
  expect(other.seen).toEqual([]);
  expect((await attempt({ url: other.url, credentials })).json().address).toBe(other.url);
  expect((await administrator.ask('POST', '/instances/test', { url: server.url })).json().code).toBe(
    'INSTANCE_SECRET_WANTED',
  );
  expect(await listInstances(api.access.database)).toMatchObject([{ name: 'region', url: server.url }]);
});
