import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  CLINIC,
  COUNTRY,
  createTestInstance,
  DEFAULT_COMBO,
  OTHER_CLINIC,
  type TestInstance,
} from './test-instance.ts';

const value = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  dataElement: 'DEDeaths001',
  period: '202401',
  orgUnit: CLINIC,
  categoryOptionCombo: DEFAULT_COMBO,
  attributeOptionCombo: DEFAULT_COMBO,
  value: '3',
  ...more,
});
const EXPORT = `/api/dataValueSets?dataSet=DSMonthly01&orgUnit=${COUNTRY}&children=true`;
const YEAR = '&startDate=2024-01-01&endDate=2024-12-31';

async function importValues(standin: TestInstance, values: object[], query = ''): Promise<Record<string, unknown>> {
  const answer = await standin.post(`/api/dataValueSets?async=false${query}`, { dataValues: values });
  const response = answer.at('response') as Record<string, unknown>;
  const conflicts = (response.conflicts as { errorCode: string; indexes: number[] }[]).map(
    ({ errorCode, indexes }) => `${errorCode}@${indexes}`,
  );
  return { http: answer.status, status: response.status, ...(response.importCount as object), conflicts };
}

async function exportedValues(standin: TestInstance, query = YEAR): Promise<Record<string, unknown>[]> {
  return (await standin.get(`${EXPORT}${query}`)).at('dataValues') as Record<string, unknown>[];
}

const COUNTS = { imported: 0, updated: 0, ignored: 0, deleted: 0 };

describe('import of data values up to 2.42', () => {
  it('stores what is new, and gives it back with everything it came with', async () => {
    const standin = createTestInstance();
    const given = value({ comment: 'vérifié', followup: true, storedBy: 'agent1' });
    expect(await importValues(standin, [given])).toEqual({
      http: 200,
      status: 'SUCCESS',
      ...COUNTS,
      imported: 1,
      conflicts: [],
    });
    expect(await exportedValues(standin)).toEqual([
      { ...given, created: expect.stringMatching(/\.000\+0000$/), lastUpdated: expect.any(String) },
    ]);
  });

  it.each([
    ['2.40.1', 'updated'],
    ['2.41.5.1', 'ignored'],
    ['2.42.4.1', 'ignored'],
  ])('counts in %s what has not changed as %s', async (release, counted) => {
    const standin = createTestInstance(release);
    await importValues(standin, [value()]);
    const [before] = await exportedValues(standin);
    expect(await importValues(standin, [value()])).toMatchObject({ ...COUNTS, [counted]: 1, status: 'SUCCESS' });
    expect(await exportedValues(standin)).toEqual([before]);
  });

  it('keeps the dates of the body in 2.40 and not later', async () => {
    const dated = value({ created: '2020-02-01T08:00:00.000+0000', lastUpdated: '2020-02-02T08:00:00.000+0000' });
    const [old, recent] = [createTestInstance('2.40.1'), createTestInstance('2.41.5.1')];
    await importValues(old, [dated]);
    await importValues(recent, [dated]);
    expect((await exportedValues(old))[0]).toMatchObject({ lastUpdated: '2020-02-02T08:00:00.000+0000' });
    expect((await exportedValues(recent))[0]?.lastUpdated).not.toContain('2020');
  });

  it('passes over a zero that its data element does not keep, without counting it', async () => {
    const standin = createTestInstance();
    const zeros = [value({ value: '0' }), value({ dataElement: 'DEZero00001', value: '0' })];
    expect(await importValues(standin, zeros)).toMatchObject({ ...COUNTS, imported: 1 });
  });

  it('takes a value away when a zero without meaning replaces it', async () => {
    const standin = createTestInstance();
    await importValues(standin, [value()]);
    expect(await importValues(standin, [value({ value: '0' })])).toMatchObject({ deleted: 1 });
    expect(await exportedValues(standin)).toEqual([]);
  });

  it('deletes softly: by flag or by strategy, seen only with includeDeleted, and brought back by an import', async () => {
    const standin = createTestInstance();
    await importValues(standin, [value(), value({ period: '202402' })]);
    expect(await importValues(standin, [value({ deleted: true })])).toMatchObject({ deleted: 1 });
    const strategy = '&importStrategy=DELETE';
    expect(await importValues(standin, [value({ period: '202402' })], strategy)).toMatchObject({ deleted: 1 });
    expect(await exportedValues(standin)).toEqual([]);
    const deleted = await exportedValues(standin, `${YEAR}&includeDeleted=true`);
    expect(deleted.map((each) => [each.period, each.deleted])).toEqual([
      ['202401', true],
      ['202402', true],
    ]);
    expect(await importValues(standin, [value()])).toMatchObject({ imported: 1 });
    expect(await exportedValues(standin)).toHaveLength(1);
    await standin.post('/api/maintenance/softDeletedDataValueRemoval', {});
    expect(await exportedValues(standin, `${YEAR}&includeDeleted=true`)).toHaveLength(1);
  });

  it('leaves out the bad values, tells each by code and place, and answers 409 with WARNING', async () => {
    const standin = createTestInstance();
    const values = [
      value({ dataElement: 'aaaaaaaaaaa' }),
      value({ orgUnit: 'aaaaaaaaaaa' }),
      value({ period: '2024X1' }),
      value({ value: 'abc' }),
      value({ categoryOptionCombo: 'aaaaaaaaaaa' }),
      value({ attributeOptionCombo: 'aaaaaaaaaaa' }),
      value(),
      value({ dataElement: 'DEOption001', value: 'MAYBE' }),
      value({ period: '209901' }),
      value({ value: '' }),
      value({ dataElement: 'aaaaaaaaaaa', period: '202402' }),
    ];
    expect(await importValues(standin, values)).toEqual({
      http: 409,
      status: 'WARNING',
      ...COUNTS,
      imported: 1,
      ignored: 10,
      conflicts: ['E7610@0,10', 'E7612@1', 'E7611@2', 'E7619@3', 'E7613@4', 'E7615@5', 'E7621@7', 'E7641@8', 'E7618@9'],
    });
  });

  it('refuses values outside the hierarchy of the account', async () => {
    const standin = createTestInstance();
    const body = { dataValues: [value({ orgUnit: OTHER_CLINIC })] };
    const answer = await standin.post('/api/dataValueSets?async=false', body, 'agent1');
    expect(answer.at('response.conflicts.0')).toMatchObject({
      errorCode: 'E7617',
      objects: { organisationUnit: OTHER_CLINIC, user: 'UserAgent01' },
    });
  });

  it('holds to expiry, input periods and locks, unless a lock exception or force lifts them', async () => {
    const standin = createTestInstance();
    const dataSet = standin.instance.metadata.find('dataSets', 'DSMonthly01');
    Object.assign(dataSet ?? {}, { expiryDays: 5 });
    const asAgent = async (): Promise<unknown> =>
      (await standin.post('/api/dataValueSets?async=false', { dataValues: [value()] }, 'agent1')).at(
        'response.conflicts.0.errorCode',
      );
    expect(await asAgent()).toBe('E7640');
    await standin.post(`/api/lockExceptions?ou=${CLINIC}&pe=202401&ds=DSMonthly01`, {});
    expect(await asAgent()).toBeUndefined();
    Object.assign(dataSet ?? {}, { dataInputPeriods: [{ period: { id: '202301' } }] });
    expect(await importValues(standin, [value({ value: '4' })])).toMatchObject({ conflicts: ['E7643@0'] });
    expect(await importValues(standin, [value({ value: '4' })], '&force=true')).toMatchObject({ updated: 1 });
  });

  it('checks strictly only what it is told to', async () => {
    const standin = createTestInstance();
    const lonely = value({ dataElement: 'DELonely001', orgUnit: COUNTRY });
    expect(await importValues(standin, [lonely])).toMatchObject({ imported: 1 });
    expect(await importValues(standin, [lonely], '&strictDataElements=true')).toMatchObject({ conflicts: ['E7633@0'] });
    expect(await importValues(standin, [lonely], '&strictOrganisationUnits=true')).toMatchObject({
      conflicts: ['E7636@0'],
    });
    expect(await importValues(standin, [value({ period: '2023' })], '&strictPeriods=true')).toMatchObject({
      conflicts: ['E7632@0'],
    });
  });

  it('changes nothing in a dry run, and creates or updates only, when told so', async () => {
    const standin = createTestInstance();
    expect(await importValues(standin, [value()], '&dryRun=true')).toMatchObject({ imported: 1 });
    expect(await exportedValues(standin)).toEqual([]);
    expect(await importValues(standin, [value()], '&importStrategy=UPDATE')).toMatchObject({ ignored: 1 });
    expect(await importValues(standin, [value()], '&importStrategy=CREATE')).toMatchObject({ imported: 1 });
    expect(await importValues(standin, [value({ value: '9' })], '&importStrategy=CREATE')).toMatchObject({
      ignored: 1,
    });
  });

  it('reads gzip without a header, names by code, CSV, and what is said once for all values', async () => {
    const standin = createTestInstance();
    const coded = { dataValues: [{ dataElement: 'CODE_DEDeaths001', orgUnit: 'OU_F1', period: '202403', value: 9 }] };
    const schemes = '&dataElementIdScheme=CODE&orgUnitIdScheme=CODE';
    const packed = gzipSync(JSON.stringify(coded));
    const zipped = await standin.send('POST', `/api/dataValueSets?async=false${schemes}`, packed);
    expect(zipped.at('response.importCount.imported')).toBe(1);
    const csv = `dataelement,period,orgunit,catoptcombo,attroptcombo,value\nDEText00001,202404,${CLINIC},,,"a ""b"", c"\n`;
    await standin.send('POST', '/api/dataValueSets', csv, { contentType: 'application/csv' });
    const header = { dataSet: 'DSMonthly01', period: '202405', orgUnit: CLINIC, completeDate: '2024-06-02' };
    await standin.post('/api/dataValueSets', { ...header, dataValues: [{ dataElement: 'DEDeaths001', value: '1' }] });
    const values = await exportedValues(standin);
    expect(values.map((each) => [each.period, each.value])).toEqual([
      ['202403', '9'],
      ['202404', 'a "b", c'],
      ['202405', '1'],
    ]);
    const single = await standin.get(`/api/dataValueSets?dataSet=DSMonthly01&period=202405&orgUnit=${CLINIC}`);
    expect(single.at('completeDate')).toContain('2024-06-02');
  });

  it('refuses a body whose data set nobody knows', async () => {
    const standin = createTestInstance();
    const answer = await standin.post('/api/dataValueSets', { dataSet: 'nope', dataValues: [value()] });
    expect([answer.status, answer.at('response.status'), answer.at('response.conflicts.0.errorCode')]).toEqual([
      409,
      'ERROR',
      'E7600',
    ]);
  });

  it('imports later when asked to, and tells how it went', async () => {
    const standin = createTestInstance();
    const values = [value(), value({ dataElement: 'aaaaaaaaaaa' })];
    const started = await standin.post('/api/dataValueSets?async=true', { dataValues: values });
    const path = started.at('response.relativeNotifierEndpoint') as string;
    await expect.poll(async () => (await standin.get(path)).at('0.completed')).toBe(true);
    const summary = await standin.get(path.replace('tasks', 'taskSummaries'));
    expect([summary.at('status'), summary.at('importCount.ignored')]).toEqual(['WARNING', 1]);
  });
});

describe('export of data values', () => {
  async function filled(release?: string): Promise<TestInstance> {
    const standin = createTestInstance(release);
    await importValues(standin, [
      value(),
      value({ period: '202402', orgUnit: OTHER_CLINIC }),
      value({ period: '2024' }),
      value({ period: '2024W5' }),
      value({ period: '202312', dataElement: 'DEText00001', value: 'x' }),
    ]);
    return standin;
  }

  it('takes the periods that lie whole inside a span, of every type', async () => {
    const standin = await filled();
    const periods = async (query: string): Promise<unknown[]> =>
      (await exportedValues(standin, query)).map((each) => each.period);
    expect(await periods('&startDate=2024-01-01&endDate=2024-02-28')).toEqual(['202401', '2024W5']);
    expect(await periods('&startDate=2023-01-01&endDate=2024-12-31')).toEqual([
      '202401',
      '202402',
      '2024',
      '2024W5',
      '202312',
    ]);
    expect(await periods('&period=2024&period=202402')).toEqual(['202402', '2024']);
  });

  it('takes units by name, with what is below, or by group', async () => {
    const standin = await filled();
    const count = async (query: string): Promise<number> =>
      ((await standin.get(`/api/dataValueSets?dataSet=DSMonthly01${YEAR}${query}`)).at('dataValues') as unknown[])
        .length;
    standin.instance.metadata.of('organisationUnitGroups').set('Group000001', {
      id: 'Group000001',
      organisationUnits: [{ id: OTHER_CLINIC }],
    });
    expect(await count(`&orgUnit=${COUNTRY}`)).toBe(0);
    expect(await count(`&orgUnit=${COUNTRY}&children=true`)).toBe(4);
    expect(await count(`&orgUnit=${OTHER_CLINIC}`)).toBe(1);
    expect(await count('&orgUnitGroup=Group000001')).toBe(1);
    expect(await count(`&orgUnit=${COUNTRY}&children=true&limit=2`)).toBe(2);
  });

  it('forgets the data set when a group of elements is named too, up to 2.42', async () => {
    const query = '&startDate=2023-01-01&endDate=2024-12-31&dataElementGroup=DEGroup0001';
    const standin = await filled();
    expect((await exportedValues(standin, query)).map((each) => each.dataElement)).toEqual(['DEText00001']);
  });

  it('takes what changed since a moment', async () => {
    const standin = await filled();
    expect(await exportedValues(standin, '&lastUpdated=2090-01-01')).toEqual([]);
    expect(await exportedValues(standin, '&lastUpdatedDuration=1d')).toHaveLength(5);
  });

  it.each([
    ['', 'E2006'],
    ['?dataSet=DSMonthly01', 'E2006'],
    [`?orgUnit=${COUNTRY}`, 'E2002'],
    [`?orgUnit=${COUNTRY}&period=202401`, 'E2001'],
    [`?dataSet=DSMonthly01&orgUnit=${COUNTRY}`, 'E2002'],
    [`?dataSet=DSMonthly01&orgUnit=${COUNTRY}&startDate=2024-02-01&endDate=2024-01-01`, 'E2004'],
    [`?dataSet=DSMonthly01&orgUnit=${COUNTRY}&lastUpdatedDuration=x`, 'E2005'],
    ['?dataSet=DSMonthly01&period=202401&children=true', 'E2008'],
    [`?dataSet=DSMonthly01&orgUnit=${COUNTRY}&period=202401&limit=-1`, 'E2009'],
  ])('refuses %s with %s', async (query, errorCode) => {
    const answer = await createTestInstance().get(`/api/dataValueSets${query}`);
    expect([answer.status, answer.at('errorCode')]).toEqual([409, errorCode]);
  });

  it('refuses units outside the hierarchy of the account', async () => {
    const standin = createTestInstance();
    const answer = await standin.get(
      `/api/dataValueSets?dataSet=DSMonthly01&orgUnit=${COUNTRY}&period=202401`,
      'agent1',
    );
    expect(answer.at('errorCode')).toBe('E2012');
  });

  it('writes CSV with a header, quoted where it must be', async () => {
    const standin = createTestInstance();
    await importValues(standin, [value({ dataElement: 'DEText00001', value: 'a "b"\nc' })]);
    const csv = await standin.get(`/api/dataValueSets.csv?dataSet=DSMonthly01&orgUnit=${CLINIC}${YEAR}`);
    expect(csv.text).toMatch(/^dataelement,period,orgunit,.*\nDEText00001,202401,OUfacility1,.*,"a ""b""\nc",admin,/);
  });

  it('names things by code where it is asked to', async () => {
    const standin = await filled();
    const [first] = await exportedValues(standin, `${YEAR}&dataElementIdScheme=CODE&orgUnitIdScheme=CODE`);
    expect(first).toMatchObject({ dataElement: 'CODE_DEDeaths001', orgUnit: 'OU_F1' });
  });
});
