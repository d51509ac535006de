import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Standin, startStandin } from '../server.ts';

const BASIC = `Basic ${Buffer.from('admin:district').toString('base64')}`;
let standin: Standin;

beforeEach(async () => {
  standin = await startStandin({ release: '2.42.4.1' });
});
afterEach(() => standin.close());

async function ask(path: string, method = 'GET', body?: unknown, type = 'application/json') {
  const response = await fetch(`${standin.url}${path}`, {
    method,
    headers: { Authorization: BASIC, 'Content-Type': type, Accept: 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** A unit with a data element and one value on it, so that something needs them. */
async function load(): Promise<void> {
  const organisationUnits = [{ id: 'UnitRoot001', name: 'Root', shortName: 'Root', openingDate: '2010-01-01' }];
  const dataElements = [
    {
      id: 'DataElem001',
      name: 'Cases',
      shortName: 'Cases',
      domainType: 'AGGREGATE',
      valueType: 'NUMBER',
      aggregationType: 'SUM',
    },
  ];
  const units = [{ id: 'UnitRoot001' }];
  await ask('/api/metadata', 'POST', { organisationUnits, dataElements });
  await ask('/api/users/M5zQapPyTZI', 'PATCH', [
    { op: 'add', path: '/organisationUnits', value: units },
    { op: 'add', path: '/dataViewOrganisationUnits', value: units },
  ]);
  const value = { dataElement: 'DataElem001', orgUnit: 'UnitRoot001', value: '7' };
  const dataValues = [
    { ...value, period: '202401' },
    { ...value, period: '202402' },
  ];
  expect((await ask('/api/dataValueSets', 'POST', { dataValues })).status).toBe(200);
}

test('UIDs are handed out in the number asked, all of them different', async () => {
  const { codes } = (await ask('/api/system/id?limit=50')).body;
  expect(new Set(codes).size).toBe(50);
  expect((await ask('/api/system/id?limit=10001')).status).toBe(400);
});

test('an account without ALL sees less of the server', async () => {
  const userRoles = [{ id: 'UserRole001', name: 'Entry', authorities: ['F_DATAVALUE_ADD'] }];
  const user = {
    id: 'UserOne0001',
    username: 'one',
    password: 'Secret-1',
    firstName: 'User',
    surname: 'One',
    userRoles: [{ id: 'UserRole001' }],
  };
  await ask('/api/metadata', 'POST', { userRoles, users: [user] });
  const headers = { Authorization: `Basic ${Buffer.from('one:Secret-1').toString('base64')}` };
  const info: unknown = await (await fetch(`${standin.url}/api/system/info`, { headers })).json();
  expect(info).toMatchObject({ version: '2.42.4.1', serverTimeZoneId: 'Etc/UTC' });
  expect(info).not.toHaveProperty('databaseInfo');
  const me = await (await fetch(`${standin.url}/api/me?fields=authorities`, { headers })).json();
  expect(me).toEqual({ authorities: ['F_DATAVALUE_ADD'] });
});

test('settings keep their type, one by one and many at once; what is no setting is refused as the release does', async () => {
  await ask('/api/systemSettings/applicationTitle', 'POST', 'Titre é', 'text/plain');
  await ask('/api/systemSettings', 'POST', { keyHideBiWeeklyPeriods: 'true' });
  expect((await ask('/api/systemSettings/applicationTitle')).body).toEqual({ applicationTitle: 'Titre é' });
  expect((await ask('/api/systemSettings')).body).toMatchObject({
    applicationTitle: 'Titre é',
    keyHideBiWeeklyPeriods: true,
  });
  expect(await ask('/api/systemSettings', 'POST', { nope: 1 })).toMatchObject({
    status: 404,
    body: { errorCode: 'E1005' },
  });
});

test('analytics sees what was there when its tables were made, summed up the tree and over months of a year', async () => {
  await load();
  const query = '/api/analytics?dimension=dx:DataElem001&dimension=pe:2024&dimension=ou:UnitRoot001';
  expect(await ask(query)).toMatchObject({ status: 409, body: { errorCode: 'E7144' } });
  const { response } = (await ask('/api/resourceTables/analytics', 'POST')).body;
  await expect.poll(async () => (await ask(response.relativeNotifierEndpoint)).body[0]?.completed).toBe(true);
  expect((await ask(query)).body.rows).toEqual([['DataElem001', '2024', 'UnitRoot001', '14']]);
});

test('metadata that data needs is not deleted', async () => {
  await load();
  for (const path of ['/api/dataElements/DataElem001', '/api/organisationUnits/UnitRoot001']) {
    expect(await ask(path, 'DELETE')).toMatchObject({
      status: 409,
      body: { errorCode: 'E4030', message: expect.stringContaining('DataValue') },
    });
  }
});

test('objects are counted, and a finished job stands among the job configurations', async () => {
  await load();
  expect((await ask('/api/system/objectCounts')).body).toMatchObject({ dataElement: 1, organisationUnit: 1, user: 1 });
  const { response } = (await ask('/api/resourceTables', 'POST')).body;
  const filter = `/api/jobConfigurations?fields=jobType,lastExecutedStatus&filter=id:eq:${response.id}`;
  await expect
    .poll(async () => (await ask(filter)).body.jobConfigurations)
    .toEqual([{ jobType: 'RESOURCE_TABLE', lastExecutedStatus: 'COMPLETED' }]);
});
