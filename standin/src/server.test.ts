import { get as httpGet } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Standin, startStandin } from './server.ts';

const ADMIN = 'admin:district';
const running: Standin[] = [];

async function start(release = '2.42.4.1', contextPath = ''): Promise<Standin> {
  const standin = await startStandin({ release, contextPath });
  running.push(standin);
  return standin;
}
afterEach(async () => {
  for (const standin of running.splice(0)) await standin.close();
});

interface Asked {
  readonly method?: string;
  readonly user?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

async function ask(url: string, { method = 'GET', user = ADMIN, headers = {}, body }: Asked = {}) {
  const authorization = user === '' ? {} : { Authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...authorization, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.includes('json') === true && text !== '';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const constant = { id: 'Constant001', name: 'Pi', shortName: 'Pi', value: 1.5 };

test('a wrong password is 401 in JSON, no credentials is a redirect to the login page, or 401 for scripts', async () => {
  const { url } = await start();
  expect(await ask(`${url}/api/me`, { user: 'admin:wrong' })).toMatchObject({
    status: 401,
    body: { message: 'Unauthorized' },
  });
  const without = await ask(`${url}/api/me`, { user: '' });
  expect([without.status, without.headers.get('Location')]).toEqual([302, '/dhis-web-login/']);
  const script = await ask(`${url}/api/me`, { user: '', headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  expect(script.status).toBe(401);
  expect((await ask(`${url}/api/ping`, { user: '' })).status).toBe(200);
});

test('an imported user logs in with its password, whatever the case of its name, until it is disabled', async () => {
  const { url } = await start();
  const user = {
    id: 'UserOne0001',
    username: 'one',
    password: 'Secret-1',
    firstName: 'User',
    surname: 'One',
    userRoles: [{ id: 'yrB6vc5Ip3r' }],
  };
  await ask(`${url}/api/metadata`, { method: 'POST', body: { users: [user] } });
  expect(await ask(`${url}/api/me?fields=username`, { user: 'ONE:Secret-1' })).toMatchObject({
    body: { username: 'one' },
  });
  await ask(`${url}/api/users/UserOne0001`, { method: 'PATCH', body: [{ op: 'add', path: '/disabled', value: true }] });
  expect(await ask(`${url}/api/me`, { user: 'one:Secret-1' })).toMatchObject({
    status: 401,
    body: { message: 'Account disabled' },
  });
});

test('the session cookie is enough for the next request, and means nothing to another instance', async () => {
  const [one, other] = [await start(), await start()];
  const cookie = (await ask(`${one.url}/api/me`)).headers.get('Set-Cookie')?.split(';')[0] ?? '';
  expect((await ask(`${one.url}/api/me`, { user: '', headers: { Cookie: cookie } })).status).toBe(200);
  expect((await ask(`${other.url}/api/me`, { user: '', headers: { Cookie: cookie } })).status).toBe(302);
});

test('a personal access token is told once and opens the door', async () => {
  const { url } = await start();
  const body = { version: 1, type: 'PERSONAL_ACCESS_TOKEN_V1', expire: 4102444800000, attributes: [] };
  const made = await ask(`${url}/api/apiToken`, { method: 'POST', body });
  expect([made.status, made.body.response.key]).toEqual([201, expect.stringMatching(/^d2pat_/)]);
  const headers = { Authorization: `ApiToken ${made.body.response.key}` };
  expect((await ask(`${url}/api/me?fields=username`, { user: '', headers })).body).toEqual({ username: 'admin' });
  expect((await ask(`${url}/api/me`, { user: '', headers: { Authorization: 'ApiToken d2pat_none' } })).status).toBe(
    401,
  );
});

test('below a context path everything is there, above it nothing', async () => {
  const { url } = await start('2.42.4.1', '/dhis');
  expect((await ask(`${url}/api/system/info`)).body.contextPath).toBe(url);
  expect((await ask(`${url.replace('/dhis', '')}/api/system/info`)).status).toBe(404);
  expect((await ask(`${url}/api/me`, { user: '' })).headers.get('Location')).toBe('/dhis/dhis-web-login/');
});

test('paths come with .json and with a version, too', async () => {
  const { url } = await start();
  for (const path of ['/api/constants.json', '/api/42/constants', '/api/constants/']) {
    expect([path, (await ask(`${url}${path}`)).body.constants]).toEqual([path, []]);
  }
});

test('an object is created, read, changed, shared and deleted', async () => {
  const { url } = await start();
  const made = await ask(`${url}/api/constants`, { method: 'POST', body: constant });
  expect([made.status, made.headers.get('Location')]).toEqual([201, `${url}/api/constants/Constant001`]);
  const again = await ask(`${url}/api/constants`, { method: 'POST', body: constant });
  expect([again.status, again.body.response.errorReports[0].errorCode]).toEqual([409, 'E5000']);
  await ask(`${url}/api/constants/Constant001`, { method: 'PUT', body: { ...constant, value: 2.5 } });
  await ask(`${url}/api/constants/Constant001`, { method: 'PATCH', body: [{ op: 'add', path: '/code', value: 'PI' }] });
  const sharing = { public: '--------', users: {}, userGroups: {} };
  expect((await ask(`${url}/api/constants/Constant001/sharing`, { method: 'PUT', body: sharing })).status).toBe(204);
  const read = (await ask(`${url}/api/constants/Constant001?fields=code,value,sharing[public]`)).body;
  expect(read).toEqual({ code: 'PI', value: 2.5, sharing: { public: '--------' } });
  expect((await ask(`${url}/api/constants/Constant001`, { method: 'DELETE' })).status).toBe(200);
  expect((await ask(`${url}/api/constants/Constant001`)).body.errorCode).toBe('E1005');
  const { deletedObjects } = (await ask(`${url}/api/deletedObjects?klass=Constant`)).body;
  expect(deletedObjects).toMatchObject([{ uid: 'Constant001', code: 'PI', klass: 'Constant', deletedBy: 'admin' }]);
});

test('pages do not overlap, name their neighbours, and end', async () => {
  const { url } = await start();
  const constants = Array.from({ length: 5 }, (_none, at) => ({
    id: `Constant00${at}`,
    name: `C${at}`,
    shortName: `C${at}`,
    value: at,
  }));
  await ask(`${url}/api/metadata`, { method: 'POST', body: { constants } });
  const page = async (number: number) =>
    (await ask(`${url}/api/constants?fields=id&order=id:desc&pageSize=2&page=${number}`)).body;
  const pages = [await page(1), await page(2), await page(3)];
  expect(pages.flatMap((each) => each.constants.map(({ id }: { id: string }) => id))).toEqual(
    constants.map(({ id }) => id).reverse(),
  );
  expect(pages[1].pager).toMatchObject({ page: 2, pageCount: 3, total: 5, pageSize: 2 });
  expect(pages[2].pager.nextPage).toBeUndefined();
  const behind = (await ask(`${url}/api/constants?fields=id&filter=id:gt:Constant003&order=id:asc`)).body;
  expect(behind.constants).toEqual([{ id: 'Constant004' }]);
});

test('a filter on a property that there is not is a 400', async () => {
  const { url } = await start();
  expect(await ask(`${url}/api/constants?filter=nope:eq:1`)).toMatchObject({
    status: 400,
    body: { errorCode: 'E1003' },
  });
});

test('defaults=EXCLUDE leaves the default category objects out, and what refers to them', async () => {
  const { url } = await start();
  const element = {
    id: 'DataElem001',
    name: 'D',
    shortName: 'D',
    domainType: 'AGGREGATE',
    valueType: 'NUMBER',
    aggregationType: 'SUM',
  };
  await ask(`${url}/api/metadata`, { method: 'POST', body: { dataElements: [element] } });
  const { body } = await ask(`${url}/api/metadata?defaults=EXCLUDE`);
  expect(body.categoryCombos).toBeUndefined();
  expect(body.dataElements[0].categoryCombo).toBeUndefined();
  expect((await ask(`${url}/api/dataElements?fields=categoryCombo&defaults=INCLUDE`)).body.dataElements[0]).toEqual({
    categoryCombo: { id: 'bjDvmb4bfuf' },
  });
});

test('large answers are packed for those who take gzip', async () => {
  const { url } = await start();
  const packed = await new Promise<{ encoding: string | undefined; text: string }>((resolve, reject) => {
    const headers = { Authorization: `Basic ${Buffer.from(ADMIN).toString('base64')}`, 'Accept-Encoding': 'gzip' };
    httpGet(`${url}/api/schemas/constant`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          encoding: response.headers['content-encoding'],
          text: gunzipSync(Buffer.concat(chunks)).toString('utf8'),
        }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
  expect([packed.encoding, JSON.parse(packed.text).singular]).toEqual(['gzip', 'constant']);
});

test('an import in the background is polled to its end, and its summary read', async () => {
  const { url } = await start();
  const started = await ask(`${url}/api/metadata?async=true`, { method: 'POST', body: { constants: [constant] } });
  const endpoint = `${url}${started.body.response.relativeNotifierEndpoint}`;
  await expect.poll(async () => (await ask(endpoint)).body[0]?.completed).toBe(true);
  const summary = await ask(endpoint.replace('/tasks/', '/taskSummaries/'));
  expect(summary.body).toMatchObject({ status: 'OK', stats: { created: 1, total: 1 } });
});

test('combos made through their own endpoint get option combos; through metadata they do not', async () => {
  const { url } = await start();
  const options = ['One', 'Two'].map((name) => ({ id: `CatOption${name}`.slice(0, 11), name, shortName: name }));
  const refs = options.map(({ id }) => ({ id }));
  const dimension = { dataDimensionType: 'DISAGGREGATION' };
  const categories = [{ id: 'Category001', name: 'C', shortName: 'C', ...dimension, categoryOptions: refs }];
  const combo = { name: 'K', ...dimension, categories: [{ id: 'Category001' }] };
  await ask(`${url}/api/metadata`, {
    method: 'POST',
    body: { categoryOptions: options, categories, categoryCombos: [{ ...combo, id: 'CatCombo001' }] },
  });
  await ask(`${url}/api/categoryCombos`, { method: 'POST', body: { ...combo, name: 'K2', id: 'CatCombo002' } });
  const { body } = await ask(`${url}/api/categoryCombos?fields=id,categoryOptionCombos[name]&filter=id:like:CatCombo`);
  expect(body.categoryCombos).toEqual([
    { id: 'CatCombo001', categoryOptionCombos: [] },
    { id: 'CatCombo002', categoryOptionCombos: [{ name: 'One' }, { name: 'Two' }] },
  ]);
});

test('a release that was never recorded is not started', async () => {
  await expect(startStandin({ release: '2.30' })).rejects.toThrow('2.42.4.1');
});
