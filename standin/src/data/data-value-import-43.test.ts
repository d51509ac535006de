import { describe, expect, it } from 'vitest';
import { systemSettingsOf } from '../system/settings-routes.ts';
import { CLINIC, COUNTRY, createTestInstance, DEFAULT_COMBO, type TestInstance } from './test-instance.ts';

const value = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  dataElement: 'DEDeaths001',
  period: '202401',
  orgUnit: CLINIC,
  value: '3',
  ...more,
});

async function importValues(standin: TestInstance, values: object[], more: object = {}, query = '') {
  const answer = await standin.post(`/api/dataValueSets?async=false${query}`, { ...more, dataValues: values });
  const conflicts = (answer.at('response.conflicts') as { errorCode: string }[] | undefined) ?? [];
  return {
    http: answer.status,
    status: answer.at('response.status'),
    count: answer.at('response.importCount'),
    codes: conflicts.map(({ errorCode }) => errorCode),
    rejected: answer.at('response.rejectedIndexes'),
  };
}

const NOTHING = { imported: 0, updated: 0, ignored: 0, deleted: 0 };
const EXPORT = `/api/dataValueSets?dataSet=DSMonthly01&orgUnit=${COUNTRY}&children=true&startDate=2020-01-01&endDate=2025-12-31`;

describe('import of data values in 2.43', () => {
  it('counts every written value as updated', async () => {
    const standin = createTestInstance('2.43.1');
    const result = await importValues(standin, [value(), value({ dataElement: 'DEZero00001', value: '0' })]);
    expect(result).toMatchObject({ http: 200, status: 'SUCCESS', count: { ...NOTHING, updated: 2 } });
  });

  it('stores zeros, ignores storedBy and dates, and reads followUp', async () => {
    const standin = createTestInstance('2.43.1');
    const given = value({ value: '0', storedBy: 'agent1', created: '2020-01-01', followup: true, followUp: true });
    await importValues(standin, [given, value({ period: '202402', followup: true })]);
    const values = (await standin.get(EXPORT)).at('dataValues') as Record<string, unknown>[];
    expect(values[0]).toMatchObject({ value: '0', storedBy: 'admin', followup: true });
    expect(values[0]?.created).not.toContain('2020');
    expect(values[1]).not.toHaveProperty('followup');
  });

  it.each([
    ['E8020', [value({ dataElement: 'DELonely001' })]],
    ['E8021', [value({ period: '2024' })]],
    ['E8022', [value({ orgUnit: COUNTRY })]],
    ['E8024', [value({ categoryOptionCombo: 'CocOther001' })]],
    ['E8128', [value(), value()]],
  ])('rejects the whole group for a wrong key: %s', async (errorCode, wrong) => {
    const standin = createTestInstance('2.43.1');
    standin.instance.metadata.of('categoryOptionCombos').set('CocOther001', {
      id: 'CocOther001',
      categoryCombo: { id: 'CatCombOthr' },
    });
    const values = [value({ period: '202312' }), ...wrong];
    const result = await importValues(standin, values, { dataSet: 'DSMonthly01' });
    expect(result).toMatchObject({ http: 409, status: 'ERROR', count: NOTHING, codes: [errorCode] });
    expect(result.rejected).toEqual(values.map((_each, index) => index));
    expect((await standin.get(EXPORT)).at('dataValues')).toEqual([]);
  });

  it('drops only the value that is wrong in itself, with 200 and WARNING', async () => {
    const standin = createTestInstance('2.43.1');
    const values = [
      value(),
      value({ period: '202402', value: 'abc' }),
      value({ period: '202403', value: '' }),
      value({ dataElement: 'DEOption001', value: 'MAYBE' }),
    ];
    expect(await importValues(standin, values)).toMatchObject({
      http: 200,
      status: 'WARNING',
      count: { ...NOTHING, updated: 1, ignored: 3 },
      codes: ['E8122', 'E8120', 'E8123'],
      rejected: [1, 2, 3],
    });
  });

  it('takes all or nothing with atomic', async () => {
    const standin = createTestInstance('2.43.1');
    const result = await importValues(
      standin,
      [value(), value({ period: '202402', value: 'abc' })],
      {},
      '&atomic=true',
    );
    expect(result).toMatchObject({ http: 409, codes: ['E8000'], count: NOTHING });
  });

  it('does without data set only where all elements belong to one, or where it may divide the body', async () => {
    const standin = createTestInstance('2.43.1');
    expect((await importValues(standin, [value({ dataElement: 'DELonely001' })])).codes).toEqual(['E8003']);
    const { metadata } = standin.instance;
    const other = { ...metadata.find('dataSets', 'DSMonthly01'), id: 'DSOther0001' };
    metadata.of('dataSets').set('DSOther0001', other);
    expect((await importValues(standin, [value()])).codes).toEqual(['E8002']);
    systemSettingsOf(standin.instance).dataEntryAutoGroup = 'true';
    expect((await importValues(standin, [value()])).count).toMatchObject({ updated: 1 });
  });

  it('fails the request for a name it does not know, and breaks on a malformed period', async () => {
    const standin = createTestInstance('2.43.1');
    const unknown = await importValues(standin, [value({ dataElement: 'aaaaaaaaaaa' })]);
    expect(unknown).toMatchObject({ http: 409, status: 'ERROR', codes: ['E8103'], rejected: [] });
    const malformed = await standin.post('/api/dataValueSets', { dataValues: [value({ period: '2024X1' })] });
    expect(malformed.status).toBe(500);
  });

  it('marks what is deleted as updated, except under the strategy DELETE, which makes rows of absent values', async () => {
    const standin = createTestInstance('2.43.1');
    await importValues(standin, [value()]);
    expect((await importValues(standin, [value({ deleted: true })])).count).toMatchObject({ updated: 1, deleted: 0 });
    const gone = await importValues(standin, [value({ period: '202405' })], {}, '&importStrategy=DELETE');
    expect(gone.count).toMatchObject({ updated: 0, deleted: 1 });
    expect((await standin.get(`${EXPORT}&includeDeleted=true`)).at('dataValues')).toHaveLength(2);
  });

  it('takes keys that the filter names once out of the values, and wants a span beside lastUpdated', async () => {
    const standin = createTestInstance('2.43.1');
    await importValues(standin, [value()]);
    const answer = await standin.get(`/api/dataValueSets?dataSet=DSMonthly01&period=202401&orgUnit=${CLINIC}`);
    expect([answer.at('dataSet'), answer.at('period'), answer.at('orgUnit')]).toEqual([
      'DSMonthly01',
      '202401',
      CLINIC,
    ]);
    const [first] = answer.at('dataValues') as Record<string, unknown>[];
    expect(first).not.toHaveProperty('period');
    expect(first).toMatchObject({ dataElement: 'DEDeaths001', categoryOptionCombo: DEFAULT_COMBO });
    const since = await standin.get(`/api/dataValueSets?dataSet=DSMonthly01&orgUnit=${CLINIC}&lastUpdated=2020-01-01`);
    expect(since.at('errorCode')).toBe('E2002');
  });
});
