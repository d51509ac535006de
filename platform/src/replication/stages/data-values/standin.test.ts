import { startStandin } from '@relais/standin/server.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { type ConnectedInstance, connect } from '../../../dhis2/connect.ts';
import type { MetadataPayload } from '../../../model/metadata-object.ts';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import type { ClassVerifier, RunContext, Stage } from '../../run-context.ts';
import { completenessStage } from '../completeness/stage.ts';
import { verifyCompleteness } from '../completeness/verify.ts';
import {
  defaultCombo,
  exampleMetadata,
  exampleUid,
  exampleValue,
  exampleValues,
  otherCombo,
} from './example-values.ts';
import { createDataValuesStage } from './stage.ts';
import { verifyDataValues } from './verify.ts';

const metadata = exampleMetadata({ dataElements: 5, districts: 2, facilitiesPerDistrict: 5 });
const signal = AbortSignal.timeout(600_000);
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** A stand-in that holds the examples' metadata, spoken to over HTTP. */
async function start(release: string): Promise<ConnectedInstance> {
  const standin = await startStandin({ release });
  const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
  const setUp = await connect({ name: 'set-up', address: standin.url, credentials }, signal);
  const report = await setUp.importMetadata(importable(), { signal });
  expect(report.errors).toEqual([]);
  await setUp.assignOrganisationUnits([exampleUid('Ou', 0)], signal);
  await setUp.close();
  const instance = await connect({ name: release, address: standin.url, credentials }, signal);
  opened.push(instance, standin);
  return instance;
}

/** The examples with what a server wants of each object; default category objects are there already. */
function importable(): MetadataPayload {
  const categoryCombo = { id: 'bjDvmb4bfuf' };
  const named = {
    organisationUnits: { openingDate: '1990-01-01' },
    dataElements: { categoryCombo },
    dataSets: { categoryCombo },
  };
  return Object.fromEntries(
    Object.entries(named).map(([type, extra]) => [
      type,
      (metadata[type] ?? []).map((object) => ({ ...object, ...extra, name: object.id, shortName: object.id })),
    ]),
  );
}

async function run(context: RunContext, stage: Stage, verify: ClassVerifier) {
  await stage.run(context);
  const sums = { compared: 0, identical: 0 };
  const findings = [];
  for await (const slice of verify(context)) {
    sums.compared += slice.compared;
    sums.identical += slice.identical;
    findings.push(...slice.findings);
  }
  return { ...sums, findings };
}

const specialValues = [
  exampleValue({ period: '2099' }),
  exampleValue({ period: '2024W52', comment: 'ligne 1\nligne 2 "é"', followup: true }),
  exampleValue({ period: '202403', value: undefined, comment: 'only this' }),
];

describe.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.42.4.1'],
])('from %s to %s', (from, to) => {
  test('all data values and registrations arrive, are proved, and nothing is written the second time', async () => {
    const source = await start(from);
    const target = await start(to);
    const values = [...exampleValues(metadata, 12), ...specialValues];
    expect((await source.importDataValues(values, { signal })).status).toBe('OK');
    const registrations = (metadata.organisationUnits ?? []).map(({ id: organisationUnit }) => ({
      ...{ dataSet: exampleUid('Ds', 1), period: '202401', attributeOptionCombo: defaultCombo },
      ...{ organisationUnit, date: '2024-02-03', storedBy: 'agent1', completed: true },
    }));
    expect((await source.importCompleteness(registrations, { signal })).ignored).toBe(0);

    const ledger = createInMemoryLedger();
    const context = createInMemoryRun({ source, target, ledger });
    const small = createDataValuesStage({ valuesPerPart: 100, valuesPerBody: 50 });
    const all = values.length;
    expect(await run(context, small, verifyDataValues)).toEqual({ compared: all, identical: all, findings: [] });
    const few = registrations.length;
    const completeness = await run(context, completenessStage, verifyCompleteness);
    expect(completeness).toEqual({ compared: few, identical: few, findings: [] });
    expect(ledger.totals()).toMatchObject({
      dataValues: { read: all, created: all },
      completeDataSetRegistrations: { read: few, created: few },
    });

    const second = createInMemoryLedger();
    await createDataValuesStage().run(createInMemoryRun({ source, target, ledger: second }));
    await completenessStage.run(createInMemoryRun({ source, target, ledger: second }));
    expect(second.totals()).toMatchObject({
      dataValues: { read: all, created: 0, updated: 0, unchanged: all },
      completeDataSetRegistrations: { read: few, created: 0, updated: 0, unchanged: few },
    });
  });
});

test('what the target refuses is named by its own code, and the rest arrives', async () => {
  const source = await start('2.40.1');
  const target = await start('2.42.4.1');
  const changed = (metadata.dataElements ?? []).slice(0, 1).map((element) => ({
    ...{ ...element, name: element.id, shortName: element.id, categoryCombo: { id: 'bjDvmb4bfuf' } },
    valueType: 'INTEGER_POSITIVE',
  }));
  expect((await target.importMetadata({ dataElements: changed }, { signal })).errors).toEqual([]);
  await source.importDataValues([exampleValue({ value: '-1' }), exampleValue({ period: '202402' })], { signal });
  const ledger = createInMemoryLedger();
  const verified = await run(createInMemoryRun({ source, target, ledger }), createDataValuesStage(), verifyDataValues);
  expect(ledger.totals().dataValues).toMatchObject({ read: 2, created: 1, refused: 1 });
  expect(verified).toMatchObject({ compared: 2, identical: 1, findings: [{ cause: 'refused', code: 'E7619' }] });
});

test.each(['2.40.1', '2.42.4.1'])(
  'new values are not looked for; one that was deleted on a %s arrives all the same, and so do the others',
  async (release) => {
    const [source, target] = [await start('2.40.1'), await start(release)];
    const values = [...exampleValues(metadata, 12)];
    await source.importDataValues(values, { signal });
    const gone = values.slice(40, 41);
    await target.importDataValues(gone, { signal });
    await target.importDataValues(gone, { signal, importStrategy: 'DELETE' });
    const [asked, counting] = [[] as boolean[], { ...target }];
    counting.importDataValues = (some, options) => {
      asked.push(options.areAbsent === true);
      return target.importDataValues(some, options);
    };
    const ledger = createInMemoryLedger();
    const stage = createDataValuesStage({ valuesPerPart: 100, valuesPerBody: 50 });
    const context = createInMemoryRun({ source, target: counting, ledger });
    expect(await run(context, stage, verifyDataValues)).toMatchObject({ identical: values.length, findings: [] });
    expect(ledger.totals().dataValues).toMatchObject({ created: values.length });
    // Once a body met the deleted one values are looked for again.
    expect(asked).toContain(true);
    expect(asked.at(-1)).toBe(false);
  },
);

const categoryOptions = [{ id: 'CatOption01' }];
const categories = [{ id: 'Category001' }];
/** An option combo of a category combo that no data set uses. */
const otherCategoryCombo: MetadataPayload = {
  categoryOptions: [{ id: 'CatOption01', name: 'other', shortName: 'other' }],
  categories: [
    { id: 'Category001', name: 'other', shortName: 'other', dataDimensionType: 'ATTRIBUTE', categoryOptions },
  ],
  categoryCombos: [{ id: 'CatCombo001', name: 'other', dataDimensionType: 'ATTRIBUTE', categories }],
  categoryOptionCombos: [{ id: otherCombo, name: 'other', categoryCombo: { id: 'CatCombo001' }, categoryOptions }],
};

test('a target of 2.43 takes what fits a data set; of the rest each kind is named, and no body is lost for it', async () => {
  const source = await start('2.42.4.1');
  const target = await start('2.43.1');
  const values = [...exampleValues(metadata, 6)];
  const misfit = exampleValue({ period: '2024Q1' });
  const unusable = exampleValue({ period: '202405', attributeOptionCombo: otherCombo });
  for (const each of [source, target]) {
    expect((await each.importMetadata(otherCategoryCombo, { signal })).errors).toEqual([]);
  }
  await source.importDataValues([...values, misfit, unusable], { signal });
  const ledger = createInMemoryLedger();
  const verified = await run(createInMemoryRun({ source, target, ledger }), createDataValuesStage(), verifyDataValues);
  const inNone = values.filter(({ dataElement }) => dataElement === exampleUid('De', 4)).length;
  expect(verified).toMatchObject({ compared: values.length + 2, identical: values.length - inNone });
  expect(ledger.totals().dataValues).toMatchObject({
    created: values.length - inNone,
    impossible: inNone + 1,
    refused: 1,
  });
  const codes = new Set([...ledger.chunks.values()].flatMap(({ findings }) => findings.map(({ code }) => code)));
  expect(codes).toEqual(new Set(['NO_DATA_SET', 'NO_FITTING_DATA_SET', 'E8023']));
});
