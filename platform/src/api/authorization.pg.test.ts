import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTestInstance, addTestUser } from '../access/testing/open-access.ts';
import { startRun } from '../runs/start-run.ts';
import { createReplication } from '../store/replication.ts';
import { routes } from './routes.ts';
import { type Browser, browse, type Method, openTestApi, type TestApi, tokenOf } from './testing/open-api.ts';

/** Who may ask what, by hand: administrator, operator with rights on both instances, reader with sight of both. `open`: anybody. */
const table: readonly (readonly [route: string, who: 'open' | 'AOR' | 'AO' | 'A'])[] = [
  ['GET /health/live', 'open'],
  ['GET /health/ready', 'open'],
  ['GET /setup', 'open'],
  ['POST /setup', 'open'],
  ['POST /invitation', 'open'],
  ['POST /session', 'open'],
  ['POST /session/code', 'open'],
  ['GET /session/openid', 'open'],
  ['GET /session/openid/return', 'open'],
  ['GET /openapi.json', 'open'],
  ['GET /docs', 'open'],
  ['GET /codes', 'open'],
  ['GET /home', 'AOR'],
  ['GET /session', 'AOR'],
  ['GET /account/sessions', 'AOR'],
  ['DELETE /account/sessions/:id', 'AOR'],
  ['PUT /account/password', 'AOR'],
  ['POST /account/second-factor', 'AOR'],
  ['PUT /account/second-factor', 'AOR'],
  ['POST /account/second-factor/removal', 'AOR'],
  ['GET /account/tokens', 'AOR'],
  ['POST /account/tokens', 'AOR'],
  ['DELETE /account/tokens/:id', 'AOR'],
  ['GET /instances', 'AOR'],
  ['GET /instances/:name', 'AOR'],
  ['GET /instances/:name/types', 'AOR'],
  ['GET /instances/:name/limit', 'AOR'],
  ['GET /instances/:name/objects', 'AOR'],
  ['POST /mappings/check', 'AO'],
  ['POST /mappings/proposals', 'AO'],
  ['POST /instances/:name/test', 'AO'],
  ['POST /instances', 'A'],
  ['POST /instances/test', 'A'],
  ['PATCH /instances/:name', 'A'],
  ['PUT /instances/:name/limit', 'A'],
  ['GET /replications', 'AOR'],
  ['GET /replications/:name', 'AOR'],
  ['GET /replications/:name/schedule', 'AOR'],
  ['GET /schedules', 'AOR'],
  ['GET /schedules/preview', 'AO'],
  ['POST /replications', 'AO'],
  ['PUT /replications/:name', 'AO'],
  ['POST /replications/:name/runs', 'AO'],
  ['PUT /replications/:name/follow', 'AO'],
  ['DELETE /replications/:name/follow', 'AO'],
  ['PUT /replications/:name/schedule', 'AO'],
  ['POST /replications/:name/schedule/pause', 'AO'],
  ['POST /replications/:name/schedule/resume', 'AO'],
  ['DELETE /replications/:name/schedule', 'AO'],
  ['GET /runs', 'AOR'],
  ['GET /runs/:id', 'AOR'],
  ['GET /runs/:id/findings', 'AOR'],
  ['GET /runs/:id/finding-groups', 'AOR'],
  ['GET /runs/:id/transitions', 'AOR'],
  ['GET /runs/:id/pieces', 'AOR'],
  ['GET /runs/:id/chunks', 'AOR'],
  ['GET /runs/:id/report.html', 'AOR'],
  ['GET /runs/:id/report.json', 'AOR'],
  ['GET /runs/:id/report.csv', 'AOR'],
  ['GET /runs/:id/approval', 'AOR'],
  ['GET /approvals', 'AOR'],
  ['GET /diffs', 'AOR'],
  ['POST /diffs', 'AO'],
  ['GET /diffs/:id', 'AOR'],
  ['GET /diffs/:id/objects', 'AOR'],
  ['GET /diffs/:id/deletions', 'AOR'],
  ['GET /diffs/:id/objects/:type/:uid', 'AOR'],
  ['GET /diffs/:id/deletions/:type/:uid', 'AOR'],
  ['POST /runs', 'AO'],
  ['POST /runs/:id/pause', 'AO'],
  ['POST /runs/:id/resume', 'AO'],
  ['POST /runs/:id/decision', 'AO'],
  ['POST /runs/:id/cancel', 'AO'],
  ['GET /runs/:id/events', 'AOR'],
  ['POST /runs/:id/retry', 'AO'],
  ['POST /runs/:id/finding-groups/retry', 'AO'],
  // With the right to unmask, which neither of the others has here.
  ['POST /runs/:id/findings/:finding/unmask', 'A'],
  ['GET /logs', 'AOR'],
  ['GET /logs/export.csv', 'AOR'],
  ['GET /logs/export.json', 'AOR'],
  ['GET /logs/events', 'AOR'],
  ['GET /users', 'A'],
  ['POST /users', 'A'],
  ['GET /users/:id', 'A'],
  ['PATCH /users/:id', 'A'],
  ['POST /users/:id/disable', 'A'],
  ['POST /users/:id/enable', 'A'],
  ['POST /users/:id/reset', 'A'],
  ['PUT /users/:id/password', 'A'],
  ['GET /tokens', 'A'],
  ['DELETE /tokens/:id', 'A'],
  ['GET /audit', 'A'],
  ['GET /audit/verification', 'A'],
  ['GET /audit/export.csv', 'A'],
  ['GET /audit/export.json', 'A'],
  ['GET /notices/channels', 'AO'],
  ['PUT /notices/channels/:name', 'A'],
  ['POST /notices/channels/:name/test', 'A'],
  ['GET /notices/events', 'AO'],
  ['GET /notices/rules', 'AO'],
  ['PUT /notices/rules/:name', 'AO'],
  // A file of rules; one with channels needs what `PUT /notices/channels/:name` needs.
  ['PUT /notices', 'AO'],
  ['GET /notices/deliveries', 'AO'],
  ['DELETE /notices/rules/:name', 'AO'],
  ['DELETE /notices/channels/:name', 'A'],
  ['GET /settings/retention', 'AO'],
  ['PUT /settings/retention', 'A'],
  ['GET /settings/retention/ledgers', 'AO'],
  ['POST /settings/retention/apply', 'A'],
  ['GET /metrics', 'AO'],
  ['GET /kpis', 'AO'],
  ['GET /kpis/days', 'AO'],
  ['GET /system', 'AO'],
  // What takes away what the others ask for comes last.
  ['DELETE /replications/:name', 'AO'],
  ['DELETE /instances/:name', 'A'],
  ['DELETE /session', 'AOR'],
];

let api: TestApi;
let people: Readonly<Record<'administrator' | 'operator' | 'reader', Browser>>;
let stranger: Browser;
let victim: number;
let run: number;
const pair = { source: 'capital', target: 'region' };

/** Bodies that are understood, where the right depends on them. */
const bodies: Readonly<Record<string, object>> = {
  'POST /runs': pair,
  'POST /replications': { name: 'other', ...pair },
  'PUT /replications/:name': { name: 'nightly', ...pair },
  'PUT /replications/:name/schedule': { cron: '0 22 * * *', timeZone: 'Africa/Dakar' },
  'PUT /replications/:name/follow': {},
  'PUT /instances/:name/limit': { connections: 4 },
  'PATCH /instances/:name': { needsApproval: false },
  'POST /runs/:id/decision': { planDigest: 'x', decision: 'approved' },
  'POST /users/:id/reset': {},
  'PUT /users/:id/password': { password: 'quatre pirogues bleues' },
  'POST /diffs': pair,
  'POST /mappings/check': { ...pair, mapping: { rules: [{ type: 'dataElements', by: 'code' }] } },
  'POST /mappings/proposals': { ...pair, types: ['dataElements'] },
  'POST /runs/:id/finding-groups/retry': { cause: 'refused', type: 'dataElements', code: 'E4030' },
  'PUT /notices/channels/:name': { kind: 'dhis2', settings: { instance: 'capital' } },
  'PUT /notices': { rules: { nightly: { channel: 'nightly', replications: ['nightly'] } } },
  'PUT /notices/rules/:name': { channel: 'nightly', replications: ['nightly'] },
};

beforeAll(async () => {
  api = await openTestApi();
  const capital = await addTestInstance(api.access, 'capital');
  const region = await addTestInstance(api.access, 'region');
  const rights = (mayWrite: boolean) =>
    [capital, region].map((instanceId) => ({ instanceId, mayWrite, mayUnmask: false }));
  people = {
    administrator: await browse(api, 'awa', { role: 'administrator' }),
    operator: await browse(api, 'ousmane', { role: 'operator', rights: rights(true) }),
    reader: await browse(api, 'rama', { role: 'reader', rights: rights(false) }),
  };
  stranger = await browse(api, 'yacine', { role: 'operator' });
  victim = (await addTestUser(api.access, 'victime', { role: 'reader' })).id;
  const options = { dryRun: false };
  await createReplication(api.access.database, {
    name: 'nightly',
    sourceReference: 'capital',
    targetReference: 'region',
    options,
  });
  run = await startRun(api.access.database, { mode: 'diff', ...pair, options, startedBy: 'somebody' });
});

afterAll(() => api.close());

async function ask(route: string, asking: Browser['ask']): Promise<{ status: number; code: string | undefined }> {
  const [method = 'GET', path = ''] = route.split(' ');
  const name = path.startsWith('/instances') ? 'capital' : 'nightly';
  const id = /^\/(runs|diffs)/.test(path) ? run : path.startsWith('/users') ? victim : 999_999;
  const address = Object.entries({ name, id, finding: 1, type: 'dataElements', uid: 'fbfJHSPpUQD' }).reduce(
    (filled, [part, value]) => filled.replace(`:${part}`, String(value)),
    path === '/instances/:name/objects' ? `${path}?type=programs` : path,
  );
  const answer = await asking(method as Method, address, bodies[route]);
  const isProblem = String(answer.headers['content-type']).includes('problem');
  return { status: answer.statusCode, code: isProblem ? answer.json().code : undefined };
}

const refusals = ['SESSION_ENDED', 'ACCESS_DENIED', 'CSRF_REFUSED', 'TOKEN_REFUSED'];

it('has a row for every route, and a route for every row', () => {
  const there = routes.map(({ method, path }) => `${method} ${path}`);
  expect(table.map(([route]) => route).toSorted()).toEqual(there.toSorted());
});

it('is closed to an operator without a right on the instances, route by route', async () => {
  const about = table.filter(([route]) => /\/(instances|replications|runs|diffs)\/:/.test(route));
  expect(about.length).toBeGreaterThan(20);
  for (const [route] of about)
    expect(await ask(route, stranger.ask), route).toEqual({ status: 403, code: 'ACCESS_DENIED' });
});

describe('nobody', () => {
  it('is asked to log in for all but what is open', async () => {
    const asking: Browser['ask'] = (method, url, payload) => api.ask({ method, url, ...(payload && { payload }) });
    for (const [route, who] of table) {
      const { status, code } = await ask(route, asking);
      if (who === 'open') expect(refusals, route).not.toContain(code);
      else expect([status, code], route).toEqual([401, 'SESSION_ENDED']);
    }
  });
});

describe.each(['reader', 'operator', 'administrator'] as const)('%s', (role) => {
  it('may do what the table says, and nothing else', async () => {
    const letter = role.slice(0, 1).toUpperCase();
    // A stream of events ends with its run, which an operator has cancelled by then; that of the log does not (`logs.pg.test.ts`).
    const ended = table.filter(
      ([each]) => each !== 'GET /logs/events' && (role !== 'reader' || !each.endsWith('/events')),
    );
    for (const [route, who] of ended) {
      const isMine = who === 'open' || who.includes(letter);
      const { status, code } = await ask(route, people[role].ask);
      if (isMine) expect(refusals, `${role} ${route}`).not.toContain(code);
      else expect([status, code], `${role} ${route}`).toEqual([403, 'ACCESS_DENIED']);
      // Addresses of examples answer nothing, which is no fault of ours.
      if (!/^(DHIS2|NOTICE)_/.test(code ?? '')) expect(status, `${role} ${route}`).toBeLessThan(500);
    }
    expect(api.faults).toEqual([]);
  });
});

it('is closed to a token without the scope, whatever its user may do', async () => {
  const user = await addTestUser(api.access, 'chef', { role: 'administrator' });
  const headers = await tokenOf(api, user, ['look']);
  const asking: Browser['ask'] = (method, url, payload) =>
    api.ask({ method, url, headers, ...(payload && { payload }) });
  for (const [route] of table.filter(([each, who]) => who !== 'open' && !each.startsWith('GET'))) {
    expect(await ask(route, asking), route).toEqual({ status: 403, code: 'ACCESS_DENIED' });
  }
});
