import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataValue } from '../../model/data-value.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { unexplainedOrRefused } from '../fixtures/unexplained.ts';
import type { MappingChoice } from './mapping-choice.ts';
import { resolveMapping } from './resolve-mapping.ts';

let store: TestDatabase;
let pair: StandinPair;
let folder: string;

beforeAll(async () => {
  store = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'mapping-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await store.drop();
});

const patience = () => AbortSignal.timeout(600_000);
const only = ['organisationUnits', 'dataElements', 'dataSets', 'dataValues', 'completeDataSetRegistrations'];

const unit = (id: string, code: string, parent?: string) => ({
  id,
  name: `Unit ${code}`,
  shortName: code,
  code,
  openingDate: '2000-01-01',
  ...(parent === undefined ? {} : { parent: { id: parent } }),
});
const defaultCombo = { categoryCombo: { id: 'bjDvmb4bfuf' } };
const element = (id: string, code: string) => ({
  ...{ id, name: `Element ${code}`, shortName: code, code, ...defaultCombo },
  ...{ valueType: 'INTEGER', domainType: 'AGGREGATE', aggregationType: 'SUM', zeroIsSignificant: true },
});

async function put(side: 'source' | 'target', payload: Record<string, readonly object[]>): Promise<void> {
  const instance = await pair.connect(side);
  const report = await instance.importMetadata(payload as Record<string, MetadataObject[]>, { signal: patience() });
  expect(report.errors).toEqual([]);
  const tops = (payload.organisationUnits ?? []).flatMap((each) =>
    'parent' in each || !('id' in each) ? [] : [String(each.id)],
  );
  if (tops.length > 0) await instance.assignOrganisationUnits(tops, patience());
}

/** The source has a clinic below each of two districts; the target, under other UIDs, has both below one region. */
async function putTrees(): Promise<void> {
  await put('source', { organisationUnits: [unit('SeSourceTop', 'TOP')] });
  await put('source', {
    organisationUnits: [unit('SeDistrictA', 'DA', 'SeSourceTop'), unit('SeDistrictB', 'DB', 'SeSourceTop')],
    dataElements: [element('SeElementS1', 'E1')],
  });
  await put('source', {
    organisationUnits: [unit('SeClinicSA1', 'CA', 'SeDistrictA'), unit('SeClinicSB1', 'CB', 'SeDistrictB')],
  });
  await put('source', {
    dataSets: [
      {
        ...{ id: 'SeDataSet01', name: 'Monthly', shortName: 'Monthly', periodType: 'Monthly', ...defaultCombo },
        dataSetElements: [{ dataSet: { id: 'SeDataSet01' }, dataElement: { id: 'SeElementS1' } }],
        organisationUnits: [{ id: 'SeClinicSA1' }, { id: 'SeClinicSB1' }],
      },
    ],
  });
  await put('target', { organisationUnits: [unit('SeTargetTop', 'TOP')] });
  await put('target', {
    organisationUnits: [unit('SeRegionTrg', 'DA', 'SeTargetTop'), unit('SeDistrictT', 'DB', 'SeTargetTop')],
  });
  await put('target', {
    organisationUnits: [
      unit('SeClinicTA1', 'CA', 'SeRegionTrg'),
      unit('SeClinicTB1', 'CB', 'SeRegionTrg'),
      unit('SeClinicTX1', 'CX', 'SeRegionTrg'),
    ],
    dataElements: [element('SeElementT1', 'E1')],
  });
}

const value = (orgUnit: string, dataElement = 'SeElementS1', of = '7'): DataValue => ({
  ...{ dataElement, orgUnit, period: '202401', value: of },
  ...{ categoryOptionCombo: 'HllvX50cXC0', attributeOptionCombo: 'HllvX50cXC0' },
});

beforeEach(async () => {
  await pair?.close();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await putTrees();
  const source = await pair.connect('source');
  await source.importDataValues([value('SeClinicSA1'), value('SeClinicSB1')], { signal: patience() });
});
afterAll(() => pair.close());

const byCode: MappingChoice = {
  rules: [
    { type: 'organisationUnits', by: 'code' },
    { type: 'dataElements', by: 'code' },
  ],
  tables: [],
  unmapped: 'stop',
};

async function run(mapping: MappingChoice) {
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const done = await runOnce({ database: store.database, source, target, options: { only, mapping } });
  expect(await unexplainedOrRefused(store.database, done.runId)).toEqual([]);
  return done;
}

async function valuesOnTarget(): Promise<string[]> {
  const target = await pair.connect('target');
  const slice = { dataElements: ['SeElementT1', 'SeElementS1'], orgUnits: ['SeTargetTop'], children: true };
  const found: string[] = [];
  for await (const each of target.readDataValues(
    { ...slice, startDate: '1900-01-01', endDate: '2200-12-31' },
    patience(),
  )) {
    found.push(`${each.dataElement}/${each.orgUnit}=${each.value}`);
  }
  return found.sort();
}

async function uidsOnTarget(type: string): Promise<string[]> {
  const target = await pair.connect('target');
  const found: string[] = [];
  for await (const { id } of target.readMetadata(type, { signal: patience(), fields: 'id' })) found.push(id);
  return found.sort();
}

describe('org units and data elements that are mapped', () => {
  it('are not created; what refers to them refers to their counterparts, and a second run writes nothing', async () => {
    const before = await uidsOnTarget('organisationUnits');
    const first = await run(byCode);
    expect(first.verdict).toBe('identical');
    expect(await uidsOnTarget('organisationUnits')).toEqual(before);
    expect(await uidsOnTarget('dataElements')).toEqual(['SeElementT1']);
    expect(await valuesOnTarget()).toEqual(['SeElementT1/SeClinicTA1=7', 'SeElementT1/SeClinicTB1=7']);
    expect(first.totals.dataValues).toMatchObject({ read: 2, created: 2, verified: 2 });
    const second = await run(byCode);
    expect(second.totals.dataValues).toMatchObject({ created: 0, unchanged: 2 });
    expect(second.totals.dataSets).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it('values of org units that are nobody\u2019s counterpart are not told', async () => {
    const target = await pair.connect('target');
    await target.importDataValues([value('SeClinicTX1', 'SeElementT1', '9')], { signal: patience() });
    const done = await run(byCode);
    const told = await toldBy(store.database, done.runId);
    expect(told.filter(({ type }) => type === 'dataValues')).toEqual([]);
    expect(await valuesOnTarget()).toContain('SeElementT1/SeClinicTX1=9');
  });

  it('may come from a table by UID, code or name', async () => {
    const file = join(folder, 'table.csv');
    await writeFile(
      file,
      '\uFEFFsource;type;target;note\r\nSeSourceTop;organisationUnits;SeTargetTop;racine\r\nDA;organisationUnit;Unit DA;\r\nDB;organisationUnits;DB;\r\nCA;organisationUnits;SeClinicTB1;croisé\r\nCB;organisationUnits;SeClinicTA1;\r\nSeElementS1;dataElements;E1;\r\n',
    );
    await run({ rules: [], tables: [file], unmapped: 'stop' });
    expect(await valuesOnTarget()).toEqual(['SeElementT1/SeClinicTA1=7', 'SeElementT1/SeClinicTB1=7']);
  });
});

describe('an object without a counterpart', () => {
  beforeEach(async () => {
    await put('source', { organisationUnits: [unit('SeClinicSC1', 'CC', 'SeDistrictB')] });
    const source = await pair.connect('source');
    await source.importDataValues([value('SeClinicSC1')], { signal: patience() });
  });

  it('stops the run before anything is written, unless something was chosen', async () => {
    await expect(run(byCode)).rejects.toThrow(/MAPPING_INCOMPLETE.*organisationUnits: 1 unmapped \(Unit CC\)/);
    expect(await valuesOnTarget()).toEqual([]);
  });

  it('is left out with its data, which is told', async () => {
    const done = await run({ ...byCode, unmapped: 'skip' });
    expect(await uidsOnTarget('organisationUnits')).not.toContain('SeClinicSC1');
    expect(done.totals.dataValues).toMatchObject({ read: 3, created: 2, skipped: 1 });
  });

  it('travels under its own UID below the counterpart of its parent', async () => {
    await run({ ...byCode, unmapped: 'keep' });
    expect(await valuesOnTarget()).toContain('SeElementT1/SeClinicSC1=7');
    const target = await pair.connect('target');
    const options = { signal: patience(), uids: ['SeClinicSC1'], fields: 'id,parent[id]' };
    for await (const each of target.readMetadata('organisationUnits', options)) {
      expect(each.parent).toEqual({ id: 'SeDistrictT' });
    }
    expect((await run({ ...byCode, unmapped: 'keep' })).totals.dataValues).toMatchObject({ created: 0, unchanged: 3 });
  });

  it('is named by the check, and so are doubled and ambiguous ones', async () => {
    await put('target', { organisationUnits: [{ ...unit('SeClinicTD1', 'CD', 'SeRegionTrg'), name: 'Unit CA' }] });
    await put('source', { organisationUnits: [{ ...unit('SeClinicSD1', 'CD', 'SeDistrictA'), name: 'Unit CB' }] });
    const [source, target] = [await pair.connect('source'), await pair.connect('target')];
    const choice: MappingChoice = { rules: [{ type: 'organisationUnits', by: 'name' }], tables: [], unmapped: 'stop' };
    const { problems, mapped } = await resolveMapping({ source, target, signal: patience() }, choice);
    expect(mapped.get('organisationUnits')).toBe(3);
    expect(problems.map(({ kind, uid }) => `${kind} ${uid}`).sort()).toEqual([
      'ambiguous SeClinicSA1',
      'doubled SeClinicSB1',
      'doubled SeClinicSD1',
      'unmapped SeClinicSC1',
    ]);
  });
});
