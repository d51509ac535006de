import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../store/audit.ts';
import { createLedger } from '../store/ledger.ts';
import { type ApiOverStandins, openApiOverStandins } from './testing/api-over-standins.ts';
import { type Browser, browse } from './testing/open-api.ts';

let api: ApiOverStandins;
let reader: Browser;
let operator: Browser;
let stranger: Browser;
let diff: number;
let element: string;
let dataSet: { id: string; dataSetElements: { dataElement: { id: string } }[] };

beforeAll(async () => {
  const packages = { packages: false };
  api = await openApiOverStandins({ organisationUnits: 12, dataValues: 50, trackedEntities: 5, ...packages });
  const rights = api.ids.map((instanceId) => ({ instanceId, mayWrite: false, mayUnmask: false }));
  reader = await browse(api, 'rama', { role: 'reader', rights });
  operator = await browse(api, 'ousmane', { role: 'operator', rights });
  stranger = await browse(api, 'yacine', { role: 'operator' });
  await api.carry('replicate', { only: ['metadata'] });
  const list = await api.capital('GET', '/api/dataElements?fields=id&order=id:asc&pageSize=1');
  element = (list.dataElements as { id: string }[])[0]?.id ?? '';
  const whole = await api.capital('GET', `/api/dataElements/${element}?fields=:owner`);
  const changed = { ...whole, name: 'Cas confirmés', description: 'Depuis 2026' };
  await api.capital('PUT', `/api/dataElements/${element}`, changed);
  const sets = await api.capital('GET', '/api/dataSets?fields=:owner&paging=false');
  dataSet = (sets.dataSets as (typeof dataSet)[])[0] ?? dataSet;
  await api.capital('PUT', `/api/dataSets/${dataSet.id}`, {
    ...dataSet,
    dataSetElements: dataSet.dataSetElements.slice(1),
  });
  await api.region('POST', '/api/constants', { id: 'onlyInRegio', name: 'Local', shortName: 'Local', value: 4 });
  const legends = [{ id: 'legendPart1', name: 'Bas', startValue: 0, endValue: 5, color: '#fff' }];
  await api.region('POST', '/api/legendSets', { id: 'onlyLegendS', name: 'Seuils', legends });
  diff = await api.carry('diff', { only: ['metadata'], deletions: { constants: 'propagate' } });
}, 120_000);

afterAll(() => api.close());

describe('a diff', () => {
  it('is in the list of those who see both instances, and in no other', async () => {
    const { items } = (await reader.ask('GET', '/diffs')).json();
    expect(items).toMatchObject([{ id: diff, mode: 'diff', source: 'capital', target: 'region' }]);
    expect((await stranger.ask('GET', '/diffs')).json().items).toEqual([]);
    // No run has such a number, and PostgreSQL has no such integer.
    expect((await reader.ask('GET', '/diffs?after=6458990096990960')).json().status).toBe(400);
  });

  it('is started as a run for the workers, and keeps nothing before it was planned', async () => {
    const pair = { source: 'capital', target: 'region' };
    const { run } = (await operator.ask('POST', '/diffs', pair, { 'idempotency-key': 'a' })).json();
    expect((await operator.ask('POST', '/diffs', pair, { 'idempotency-key': 'a' })).json()).toEqual({ run });
    expect((await reader.ask('GET', `/runs/${run}`)).json()).toMatchObject({ mode: 'diff', state: 'pending' });
    expect((await reader.ask('GET', `/diffs/${run}`)).json()).toMatchObject({ code: 'DIFF_UNKNOWN', status: 404 });
  });

  it('counts what would change, type by type', async () => {
    const { types } = (await reader.ask('GET', `/diffs/${diff}`)).json();
    const of = (type: string) => types.find((each: { type: string }) => each.type === type);
    expect(of('dataElements')).toMatchObject({ create: 0, update: 1, onlyOnTarget: 0, policy: 'report' });
    expect(of('dataSets')).toMatchObject({ update: 1 });
    expect(of('constants')).toMatchObject({ onlyOnTarget: 1, policy: 'propagate' });
    expect(of('legendSets')).toMatchObject({ onlyOnTarget: 1, policy: 'report' });
  });

  it('lists the objects with search and filters, from any place on', async () => {
    const page = async (query: string) => (await reader.ask('GET', `/diffs/${diff}/objects?${query}`)).json();
    const all = await page('');
    expect(all.items).toContainEqual({ type: 'dataElements', uid: element, name: 'Cas confirmés', action: 'update' });
    expect(all.total).toBe(all.items.length);
    expect((await page('search=CONFIRM')).items).toHaveLength(1);
    expect((await page(`search=${element}`)).items).toHaveLength(1);
    expect((await page('search=%25')).items).toEqual([]);
    const unchanged = await page('type=organisationUnits&action=unchanged&limit=5');
    expect(unchanged).toMatchObject({ total: 12, next: 5 });
    const rest = await page('type=organisationUnits&action=unchanged&limit=5&after=10');
    expect([rest.items.length, rest.next]).toEqual([2, undefined]);
  });

  it('shows one object side by side: what is added, removed and changed', async () => {
    const { statusCode, body } = await reader.ask('GET', `/diffs/${diff}/objects/dataElements/${element}`);
    expect(statusCode, body).toBe(200);
    const shown = JSON.parse(body);
    expect(shown).toMatchObject({ name: 'Cas confirmés', action: 'update', isOnSource: true, isOnTarget: true });
    expect(shown.properties).toEqual([
      { name: 'description', change: 'added', source: 'Depuis 2026' },
      expect.objectContaining({ name: 'name', change: 'changed', source: 'Cas confirmés' }),
    ]);
    expect(shown.equalProperties).toBeGreaterThan(3);
  });

  it('tells of lists what they have more and less, and names what they refer to', async () => {
    const shown = (await reader.ask('GET', `/diffs/${diff}/objects/dataSets/${dataSet.id}`)).json();
    const elements = shown.properties.find(({ name }: { name: string }) => name === 'dataSetElements');
    expect(elements).toMatchObject({ change: 'changed', items: { addedCount: 0, removedCount: 1 } });
    const gone = dataSet.dataSetElements[0]?.dataElement.id ?? '';
    expect(JSON.stringify(elements.items.removed)).toContain(gone);
    expect(shown.references[gone]).toMatchObject({ type: 'dataElements', name: expect.stringMatching(/\S/) });
  });

  it('tells deletions apart, and what they take along', async () => {
    const { items, total } = (await reader.ask('GET', `/diffs/${diff}/deletions`)).json();
    expect(total).toBe(items.length);
    expect(items).toContainEqual({ type: 'constants', uid: 'onlyInRegio', name: 'Local', policy: 'propagate' });
    const parts = (await reader.ask('GET', `/diffs/${diff}/deletions/legendSets/onlyLegendS`)).json();
    expect(parts).toMatchObject({
      name: 'Seuils',
      parts: [{ property: 'legends', count: 1, items: [{ name: 'Bas' }] }],
    });
    const gone = await reader.ask('GET', `/diffs/${diff}/deletions/legendSets/notThereAny`);
    expect(gone.json()).toMatchObject({ code: 'OBJECT_UNKNOWN', status: 404 });
  });

  it('is closed to somebody who sees one side or none', async () => {
    for (const path of ['', '/objects', '/deletions', `/objects/dataElements/${element}`]) {
      expect((await stranger.ask('GET', `/diffs/${diff}${path}`)).json().code).toBe('ACCESS_DENIED');
    }
  });
});

describe('an instance', () => {
  it('is looked through by those who choose: types, programs, org units level by level', async () => {
    const types = (await reader.ask('GET', '/instances/capital/types')).json().items;
    expect(types).toContainEqual({ type: 'dataSets', singular: 'dataSet', isShareable: true });
    const page = async (query: string) => (await reader.ask('GET', `/instances/capital/objects?${query}`)).json();
    expect((await page('type=programs')).items[0]).toMatchObject({ uid: expect.any(String), name: expect.any(String) });
    const [root] = (await page('type=organisationUnits&parent=root')).items;
    expect(root).toMatchObject({ level: 1, hasChildren: true });
    const children = await page(`type=organisationUnits&parent=${root.uid}&limit=2`);
    expect(children.items[0]).toMatchObject({ level: 2, path: expect.stringContaining(root.uid) });
    expect((await page('type=dataElements&search=Cas%20confirm')).items).toMatchObject([{ uid: element }]);
    expect(await page('type=unheardOf')).toMatchObject({ code: 'TYPE_NAME_UNKNOWN', status: 422 });
  });
});

describe('a mapping', () => {
  const pair = { source: 'capital', target: 'region' };

  it('is proposed by what each possible rule would find', async () => {
    const types = ['organisationUnits', 'dataElements'];
    const { items } = (await operator.ask('POST', '/mappings/proposals', { ...pair, types })).json();
    const of = (type: string, by: string) =>
      items.find((each: Record<string, unknown>) => each.type === type && each.by === by);
    expect(of('organisationUnits', 'uid')).toMatchObject({ objects: 12, matched: 12, unmatched: 0, isBest: true });
    expect(of('organisationUnits', 'name')).toMatchObject({ isBest: false });
    const names = of('dataElements', 'name');
    expect(names.unmatched).toBeGreaterThanOrEqual(1);
    expect(names.matched + names.ambiguous + names.unmatched).toBe(names.objects);
  });

  it('is checked before it is used', async () => {
    const mapping = { rules: [{ type: 'dataElements', by: 'name' }] };
    const { statusCode, body } = await operator.ask('POST', '/mappings/check', { ...pair, mapping });
    expect(statusCode, body).toBe(200);
    const checked = JSON.parse(body);
    expect(checked.types).toMatchObject([{ type: 'dataElements', unmapped: expect.any(Number) }]);
    expect(checked.problems).toContainEqual(
      expect.objectContaining({ kind: 'unmapped', type: 'dataElements', uid: element, name: 'Cas confirmés' }),
    );
    expect((await stranger.ask('POST', '/mappings/check', { ...pair, mapping })).json().code).toBe('ACCESS_DENIED');
  });
});

describe('values of a person', () => {
  it('are shown to whoever has the right, and the trail is told who saw whose', async () => {
    const { database } = api.access;
    const key = await somebody();
    const finding = {
      type: 'trackedEntities',
      key,
      cause: 'refused',
      code: 'E1064',
      message: 'Non-unique value `…`',
    } as const;
    await createLedger(database, diff).finishChunk({ stage: 'tracker', key: 'hand', counts: {}, findings: [finding] });
    const { items } = (await reader.ask('GET', `/runs/${diff}/findings?code=E1064`)).json();
    expect(items).toMatchObject([{ key, isMasked: true }]);
    const path = `/runs/${diff}/findings/${items[0].id}/unmask`;
    expect((await reader.ask('POST', path)).json().code).toBe('ACCESS_DENIED');
    const rights = api.ids.map((instanceId) => ({ instanceId, mayWrite: false, mayUnmask: true }));
    const trusted = await browse(api, 'coumba', { role: 'reader', rights });
    const shown = await trusted.ask('POST', path);
    expect(shown.statusCode, shown.body).toBe(200);
    const { values } = shown.json();
    expect(values.length).toBeGreaterThan(0);
    const told = [];
    for await (const entry of readAudit(database, { subjectKind: 'finding' })) told.push(entry);
    expect(told).toMatchObject([
      { actor: 'coumba', action: 'value.unmasked', subject: `trackedEntities ${key}`, runId: diff },
    ]);
    for (const { value } of values) expect(told[0]?.after).not.toContain(`"${value}"`);
  });
});

/** A tracked entity of the source. */
async function somebody(): Promise<string> {
  const programs = '/api/programs?filter=programType:eq:WITH_REGISTRATION&fields=id&pageSize=1';
  const [program] = (await api.capital('GET', programs)).programs as { id: string }[];
  const people = `/api/tracker/trackedEntities?fields=trackedEntity&program=${program?.id}&orgUnitMode=ACCESSIBLE`;
  const found = await api.capital('GET', people);
  const [first] = (found.trackedEntities ?? found.instances) as { trackedEntity: string }[];
  return first?.trackedEntity ?? '';
}
