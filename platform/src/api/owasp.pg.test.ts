import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTestInstance, goodPassword } from '../access/testing/open-access.ts';
import { startRun } from '../runs/start-run.ts';
import { createLedger } from '../store/ledger.ts';
import { findUser } from '../store/user.ts';
import { usualLimits } from './api-parts.ts';
import { routes } from './routes.ts';
import { type Browser, browse, logIn, openTestApi, type TestApi } from './testing/open-api.ts';

/** The OWASP API Security Top 10 of 2023, one block each. */
let api: TestApi;
let administrator: Browser;
let operator: Browser;
let run: number;
const pair = { source: 'capital', target: 'region' };

beforeAll(async () => {
  api = await openTestApi({ limits: { ...usualLimits, perAccountAndMinute: 1_000_000 } });
  administrator = await browse(api, 'awa', { role: 'administrator' });
  const instanceId = await addTestInstance(api.access, 'capital');
  await addTestInstance(api.access, 'region');
  operator = await browse(api, 'ousmane', { rights: [{ instanceId, mayWrite: true, mayUnmask: false }] });
  run = await startRun(api.access.database, { mode: 'diff', ...pair, options: { dryRun: false }, startedBy: 'awa' });
});

afterAll(() => api.close());

describe('API1 broken object level authorization', () => {
  it('refuses a run of which somebody may see one side only, by whatever number they ask', async () => {
    for (const path of [`/runs/${run}`, `/runs/${run}/report.html`, `/runs/${run}/events`]) {
      expect((await operator.ask('GET', path)).json(), path).toMatchObject({ code: 'ACCESS_DENIED' });
    }
  });

  it('treats somebody else’s session and token as none', async () => {
    const [mine] = (await administrator.ask('GET', '/account/sessions')).json().items;
    expect((await operator.ask('DELETE', `/account/sessions/${mine.id}`)).statusCode).toBe(404);
    const made = await administrator.ask('POST', '/account/tokens', { name: 'x', scopes: ['look'], days: 1 });
    expect((await operator.ask('DELETE', `/account/tokens/${made.json().kept.id}`)).json().code).toBe('TOKEN_UNKNOWN');
  });
});

describe('API2 broken authentication', () => {
  it('locks a name after some failures, and says for how long', async () => {
    const ask = () => api.ask({ method: 'POST', url: '/session', payload: { username: 'awa', password: 'guess' } });
    const codes = [];
    for (let index = 0; index < 7; index += 1) codes.push((await ask()).json().code);
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'LOGIN_REFUSED'));
    const locked = await ask();
    expect([locked.statusCode, locked.json().code]).toEqual([429, 'LOGIN_LOCKED']);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('gives a new session at each login, whatever cookie came along (session fixation)', async () => {
    const planted = 'planted-by-somebody';
    const payload = { username: 'ousmane', password: goodPassword };
    const answer = await api.ask({ method: 'POST', url: '/session', payload, cookies: { relais: planted } });
    expect([answer.statusCode, answer.json().code]).toEqual([200, undefined]);
    expect(answer.cookies.find(({ name, value }) => name === 'relais' && value !== '')?.value).not.toBe(planted);
    const later = await api.ask({ method: 'GET', url: '/session', cookies: { relais: planted } });
    expect(later.json().code).toBe('SESSION_ENDED');
  });
});

describe('API3 broken object property level authorization', () => {
  it('takes no property that the contract does not name (mass assignment)', async () => {
    const answer = await operator.ask('PUT', '/account/password', { present: 'x', next: 'y', role: 'administrator' });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID']);
    expect((await findUser(api.access.database, 'ousmane'))?.role).toBe('operator');
  });

  it('tells no hash, digest or ciphertext', async () => {
    for (const path of ['/users', '/tokens', '/instances', '/account/sessions', '/session']) {
      const { body } = await administrator.ask('GET', path);
      expect(body, path).not.toMatch(/argon2|digest|ciphertext|"secret"|passwordHash/i);
    }
  });
});

describe('API4 unrestricted resource consumption', () => {
  it('limits the requests of an address, the body, and the page', async () => {
    const small = await openTestApi({ limits: { ...usualLimits, perAddressAndMinute: 3 } });
    const codes = [];
    for (let index = 0; index < 5; index += 1) {
      codes.push((await small.ask({ method: 'GET', url: '/setup' })).statusCode);
    }
    expect(codes).toEqual([200, 200, 200, 429, 429]);
    await small.close();
    expect((await operator.ask('GET', '/runs?limit=100000')).statusCode).toBe(400);
    // More than the number of a run can be.
    expect((await operator.ask('GET', '/runs?after=6915608644565')).statusCode).toBe(400);
    const large = { ...pair, source: 'x'.repeat(400_000) };
    expect((await operator.ask('POST', '/runs', large)).statusCode).toBe(413);
  });
});

describe('API5 broken function level authorization', () => {
  it('has a permission for every route but those that anybody needs before they are somebody', () => {
    const open = routes.filter(({ action }) => action === undefined).map(({ path }) => path.split('/')[1]);
    expect(new Set(open)).toEqual(
      new Set(['codes', 'health', 'setup', 'invitation', 'session', 'openapi.json', 'docs']),
    );
  });
});

describe('API6 unrestricted access to sensitive business flows', () => {
  it('makes one first administrator, and no second one', async () => {
    const payload = { token: 'guessed', username: 'intruder', password: goodPassword };
    const answer = await api.ask({ method: 'POST', url: '/setup', payload });
    expect(answer.json().code).toBe('LINK_SPENT');
    expect(await findUser(api.access.database, 'intruder')).toBeUndefined();
  });
});

describe('API7 server side request forgery', () => {
  it('speaks to no address that was not registered, nor to one of the machine itself', async () => {
    const bare = { source: 'http://169.254.169.254/latest', target: 'region' };
    expect((await administrator.ask('POST', '/runs', bare)).json().code).toBe('ACCESS_DENIED');
    const guarded = await openTestApi({ outgoing: { allowed: [] } });
    const there = await browse(guarded, 'awa', { role: 'administrator' });
    const credentials = { kind: 'token', token: 'd2pat_x' };
    await there.ask('POST', '/instances', { name: 'metadata', url: 'http://169.254.169.254', credentials });
    const tested = await there.ask('POST', '/instances/metadata/test');
    expect(tested.json().code).toBe('OUTGOING_ADDRESS_FORBIDDEN');
    await guarded.close();
  });

  it('reads no file of the server that a request names (path traversal)', async () => {
    const mapping = { rules: [{ type: 'constants', by: 'code' }], tables: ['/etc/passwd'] };
    const answer = await administrator.ask('POST', '/runs', { ...pair, options: { mapping } });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID']);
    const archive = await operator.ask('POST', '/runs', { ...pair, source: 'archive:/etc' });
    expect(archive.json().code).toBe('ACCESS_DENIED');
    expect((await administrator.ask('GET', '/runs/..%2f..%2fetc/report.json')).statusCode).toBe(400);
  });
});

describe('API8 security misconfiguration', () => {
  it('sends the headers that a browser needs, and no trace of what went wrong inside', async () => {
    const answer = await api.ask({ method: 'GET', url: '/session' });
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const broken = await openTestApi();
    const somebody = await browse(broken, 'awa');
    await broken.access.database.destroy();
    const failed = await somebody.ask('GET', '/session');
    expect([failed.statusCode, failed.json().code]).toEqual([500, 'SERVICE_FAULT']);
    expect(failed.body).not.toMatch(/at .*\.ts|kysely|destroyed/i);
    expect(broken.faults).toHaveLength(1);
    await broken.app.close();
  });

  it('takes nothing from the page of somebody else (CSRF)', async () => {
    const here = await logIn(api, 'ousmane');
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await here.ask('DELETE', '/session', undefined, foreign)).json().code).toBe('CSRF_REFUSED');
    const other = { 'x-csrf-token': administrator.csrfToken };
    expect((await here.ask('DELETE', '/session', undefined, other)).json().code).toBe('CSRF_REFUSED');
  });
});

describe('API9 improper inventory management', () => {
  it('describes every route that there is, and no other', async () => {
    const { paths } = (await api.ask({ method: 'GET', url: '/openapi.json' })).json();
    const told = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = routes.map(({ method, path }) => `${method} /api/v1${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(told.toSorted()).toEqual(there.toSorted());
  });
});

describe('API10 unsafe consumption of APIs', () => {
  it('shows what an instance said as text, in reports for browsers and for spreadsheets', async () => {
    const finding = { type: 'constants', key: '=cmd()', cause: 'refused', code: 'E1' } as const;
    const findings = [{ ...finding, message: '<script>alert(1)</script>' }];
    const chunk = {
      stage: 'metadata',
      key: 'constants',
      counts: { constants: { read: 1, refused: 1 } },
      findings,
    } as const;
    await createLedger(api.access.database, run).finishChunk(chunk);
    const page = (await administrator.ask('GET', `/runs/${run}/report.html`)).body;
    expect(page).not.toContain('<script>alert');
    expect((await administrator.ask('GET', `/runs/${run}/report.csv`)).body).toContain(`"'=cmd()"`);
  });
});
