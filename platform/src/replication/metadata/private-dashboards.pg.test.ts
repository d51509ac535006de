import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { type AskStandin, askStandin } from '../fixtures/ask-standin.ts';
import { runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const analyst = 'PdUserAnaly';
const sharing = { owner: analyst, public: '--------', external: false, users: {}, userGroups: {} };
const dashboard = { id: 'PdDashPriva', name: 'Tableau privé', dashboardItems: [], createdBy: { id: analyst }, sharing };
const open = { id: 'PdDashOpenn', name: 'Tableau ouvert', dashboardItems: [] };

async function fill(ask: AskStandin): Promise<void> {
  const roles = [{ id: 'yrB6vc5Ip3r' }];
  await ask('POST', '/api/metadata', {
    users: [{ id: analyst, username: 'analyse', firstName: 'Poste', surname: 'Analyse', userRoles: roles }],
  });
  await ask('POST', '/api/metadata', { dashboards: [dashboard, open] });
}

async function namesOf(ask: AskStandin, path: string): Promise<string[]> {
  const { dashboards } = await ask('GET', path);
  return (dashboards as { name: string }[]).map(({ name }) => name).sort();
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('dashboards of others on %s', (release) => {
  let pair: StandinPair;
  let source: AskStandin;
  let target: AskStandin;
  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
    [source, target] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    await fill(source);
  });
  afterAll(() => pair.close());

  async function run(options: TestRun['options'] = {}) {
    const instances = { source: await pair.connect('source'), target: await pair.connect('target') };
    const outcome = await runOnce({ database: store.database, ...instances, options });
    expect(await unexplainedOrRefused(store.database, outcome.runId)).toEqual([]);
    return outcome;
  }

  it('are listed to nobody else up to 2.41, not even to a superuser, and are carried all the same', async () => {
    const listed = release === '2.42.4.1' ? ['Tableau ouvert', 'Tableau privé'] : ['Tableau ouvert'];
    expect(await namesOf(source, '/api/dashboards?fields=name&paging=false')).toEqual(listed);
    const first = await run();
    expect(first.totals.dashboards).toMatchObject({ read: 2, created: 2, verified: 2 });
    expect(await namesOf(target, '/api/dashboards/gist?fields=name')).toEqual(['Tableau ouvert', 'Tableau privé']);
    expect((await target('GET', `/api/dashboards/${dashboard.id}?fields=name`)).name).toBe('Tableau privé');
  });

  it('are left by a second run, and brought up to date when they changed', async () => {
    expect((await run()).totals.dashboards).toMatchObject({ read: 2, unchanged: 2, verified: 2 });
    await source('PUT', `/api/dashboards/${dashboard.id}`, { ...dashboard, name: 'Tableau privé, nouveau' });
    expect((await run()).totals.dashboards).toMatchObject({ updated: 1, unchanged: 1, verified: 2 });
    expect((await target('GET', `/api/dashboards/${dashboard.id}?fields=name`)).name).toBe('Tableau privé, nouveau');
  });

  it('are deleted where deletions are propagated', async () => {
    await source('DELETE', `/api/dashboards/${dashboard.id}`);
    await run({ deletions: { dashboards: 'propagate' }, maxDeletions: { count: 10 } });
    expect(await namesOf(target, '/api/dashboards/gist?fields=name')).toEqual(['Tableau ouvert']);
  });
});
