import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetadataPayload } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';

const options = { only: ['routes', 'eventHooks', 'aggregateDataExchanges', 'jobConfigurations'] };
const sharing = { public: 'rw------', external: false, users: {}, userGroups: {} };
const openRoute = {
  id: 'RouteOuvert',
  name: 'Annuaire',
  url: 'https://example.org',
  disabled: false,
  headers: {},
  sharing,
};
const request = { name: 'Mois', dx: ['Element0001'], pe: ['LAST_MONTH'], ou: ['OUcountry01'] };
const exchange = {
  id: 'Exchange001',
  name: 'Envoi',
  source: { params: {}, requests: [request] },
  target: { type: 'EXTERNAL', api: { url: 'https://example.org', username: 'snis', password: 'inconnu' }, request: {} },
  sharing,
};
const job = {
  id: 'JobAnalyse1',
  name: 'Analyse',
  jobType: 'ANALYTICS_TABLE',
  schedulingType: 'CRON',
  cronExpression: '0 47 3 ? * *',
  enabled: true,
  jobParameters: { lastYears: 3 },
};
const hook = {
  id: 'EventHook01',
  name: 'Avis',
  disabled: false,
  source: { path: 'metadata.organisationUnit', fields: 'id' },
  targets: [
    { type: 'webhook', clientId: 'a', url: 'https://example.org', auth: { type: 'api-token', token: 'inconnu' } },
  ],
  sharing,
};

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

async function put(address: string, payload: MetadataPayload): Promise<void> {
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  const response = await fetch(`${address}/api/metadata`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  expect(response.status, await response.text()).toBe(200);
}

async function codes(runId: number): Promise<string[]> {
  const found = (await toldBy(store.database, runId)).map(({ type, code }) => `${type} ${code}`);
  return found.filter((each) => !each.endsWith(' SYSTEM_JOB')).sort();
}

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.41.5.1', '2.41.5.1'],
  ['2.42.4.1', '2.42.4.1'],
  ['2.40.1', '2.42.4.1'],
] as const)('what acts, from %s to %s', (from, to) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await put(pair.source.url, {
      routes: [openRoute],
      eventHooks: [hook],
      aggregateDataExchanges: [exchange],
      jobConfigurations: [job],
    });
  });
  afterAll(() => pair.close());

  async function run() {
    const source = await pair.connect('source');
    const target = await pair.connect('target');
    return runOnce({ database: store.database, source, target, options });
  }

  async function onTarget(type: string, uid: string) {
    const target = await pair.connect('target');
    const found = target.readMetadata(type, { signal: AbortSignal.timeout(600_000), uids: [uid] });
    for await (const object of found) return object;
    return undefined;
  }

  it('arrives switched off, with what has to be entered told', async () => {
    const first = await run();
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(await codes(first.runId)).toEqual([
      'aggregateDataExchanges SECRET_TO_ENTER',
      'eventHooks ARRIVES_DISABLED',
      'eventHooks SECRET_TO_ENTER',
      'jobConfigurations ARRIVES_DISABLED',
      'routes ARRIVES_DISABLED',
    ]);
    expect(await onTarget('routes', openRoute.id)).toMatchObject({ disabled: true, url: openRoute.url });
    expect(await onTarget('eventHooks', hook.id)).toMatchObject({ disabled: true });
    expect(await onTarget('jobConfigurations', job.id)).toMatchObject({
      enabled: false,
      jobParameters: { lastYears: 3 },
    });
    expect(await onTarget('aggregateDataExchanges', exchange.id)).toMatchObject({ name: exchange.name });
  });

  it('stays as somebody switched it on, and is no difference', async () => {
    await put(pair.target.url, { routes: [openRoute], jobConfigurations: [job] });
    const second = await run();
    expect(second.verdict).toBe('identical');
    expect(second.totals.routes).toMatchObject({ read: 1, unchanged: 1 });
    expect(second.totals.jobConfigurations).toMatchObject({ updated: 0, created: 0 });
    expect(await onTarget('routes', openRoute.id)).toMatchObject({ disabled: false });
  });

  it('is changed without being switched, but for what has a secret of its own by now', async () => {
    await put(pair.source.url, {
      routes: [{ ...openRoute, name: 'Annuaire national', disabled: true }],
      jobConfigurations: [{ ...job, cronExpression: '0 48 3 ? * *', enabled: false }],
      aggregateDataExchanges: [{ ...exchange, name: 'Envoi mensuel' }],
    });
    const third = await run();
    expect(third.verdict).toBe('identical');
    expect(await codes(third.runId)).toEqual(['aggregateDataExchanges SECRET_OF_TARGET']);
    expect(await onTarget('routes', openRoute.id)).toMatchObject({ name: 'Annuaire national', disabled: false });
    expect(await onTarget('jobConfigurations', job.id)).toMatchObject({
      cronExpression: '0 48 3 ? * *',
      enabled: true,
    });
    expect(await onTarget('aggregateDataExchanges', exchange.id)).toMatchObject({ name: exchange.name });
  });
});
