import { describe, expect, it } from 'vitest';
import type { DataValueSlice } from '../../model/data-value.ts';
import { collect } from '../testing/collect.ts';
import { type Answers, nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, type SeenRequest, sendJson } from '../testing/small-server.ts';

const key = {
  period: '202401',
  orgUnit: 'OUfacility1',
  categoryOptionCombo: 'HllvX50cXC0',
  attributeOptionCombo: 'HllvX50cXC0',
};
const stored = ['DECasPalu01', 'DEDeces0001', 'DEAutre0001'].map((dataElement, index) => ({
  dataElement,
  ...key,
  value: String(index),
  comment: null,
  followup: false,
}));

const slice: DataValueSlice = {
  dataSet: 'DSMensuel01',
  dataElements: ['DECasPalu01', 'DEDeces0001'],
  startDate: '2024-01-01',
  endDate: '2024-12-31',
  orgUnits: ['OUcountry01'],
  children: true,
};

/** Answers by data element, else with all that the data set or group has. */
const answer: Answer = ({ path, query }, response) => {
  if (path === '/api/dataElementGroups') {
    const group = (id: string, ...uids: string[]) => ({ id, dataElements: uids.map((uid) => ({ id: uid })) });
    const dataElementGroups = [
      group('DEGroupAll1', 'DECasPalu01', 'DEDeces0001', 'DEAutre0001'),
      group('DEGroupNone', 'DEAutre0001'),
    ];
    return sendJson(response, { dataElementGroups });
  }
  const wanted = query.getAll('dataElement');
  const found = wanted.length > 0 ? stored.filter(({ dataElement }) => wanted.includes(dataElement)) : stored;
  sendJson(response, { dataValues: found.slice(0, Number(query.get('limit') ?? 100)) });
};

function ofRelease(version: string): Answers {
  return { ...wholesome, '/api/system/info': { ...Object(wholesome['/api/system/info']), version } };
}

function valueRequests(seen: readonly SeenRequest[]): URLSearchParams[] {
  return seen.filter(({ path }) => path === '/api/dataValueSets').map(({ query }) => query);
}

describe('reading data values', () => {
  it('reads the slice by its data elements', async () => {
    await using small = await startSmallInstance(answer);
    const values = await collect(small.instance.readDataValues({ ...slice, includeDeleted: true }, nobody));
    expect(values).toMatchObject([
      { dataElement: 'DECasPalu01', value: '0' },
      { dataElement: 'DEDeces0001', value: '1' },
    ]);
    expect(values[0]?.comment).toBeUndefined();
    const [query] = valueRequests(small.server.seen);
    expect(query?.getAll('dataElement')).toEqual(slice.dataElements);
    expect(Object.fromEntries(query ?? [])).toMatchObject({
      startDate: '2024-01-01',
      endDate: '2024-12-31',
      orgUnit: 'OUcountry01',
      children: 'true',
      includeDeleted: 'true',
    });
    expect(query?.has('dataSet')).toBe(false);
  });

  it('reads many data elements in requests that no server finds too long', async () => {
    await using small = await startSmallInstance(answer);
    const dataElements = Array.from({ length: 450 }, (_, index) => `DE${String(index).padStart(9, '0')}`);
    await collect(small.instance.readDataValues({ ...slice, dataElements }, nobody));
    const queries = valueRequests(small.server.seen);
    expect(queries.map((query) => query.getAll('dataElement').length)).toEqual([200, 200, 50]);
    expect(Math.max(...queries.map((query) => query.toString().length))).toBeLessThan(8000);
  });

  it('reads a 2.38 by data set, without what the slice does not want', async () => {
    await using small = await startSmallInstance(answer, ofRelease('2.38.7'));
    const values = await collect(small.instance.readDataValues(slice, nobody));
    expect(values.map(({ dataElement }) => dataElement)).toEqual(['DECasPalu01', 'DEDeces0001']);
    expect(valueRequests(small.server.seen)[0]?.get('dataSet')).toBe('DSMensuel01');
  });

  it('reads data elements in no data set of a 2.38 by their group, each once', async () => {
    await using small = await startSmallInstance(answer, ofRelease('2.38.7'));
    const { dataSet: _, ...loose } = slice;
    const values = await collect(small.instance.readDataValues(loose, nobody));
    expect(values.map(({ dataElement }) => dataElement)).toEqual(['DECasPalu01', 'DEDeces0001']);
    expect(valueRequests(small.server.seen).map((query) => query.get('dataElementGroup'))).toEqual(['DEGroupAll1']);
    const unknown = small.instance.readDataValues({ ...loose, dataElements: ['DENowhere01'] }, nobody);
    await expect(collect(unknown)).rejects.toMatchObject({ code: 'DHIS2_VALUES_UNREACHABLE' });
  });

  it('gives at most so many as wanted', async () => {
    await using small = await startSmallInstance(answer);
    expect(await collect(small.instance.readDataValues({ ...slice, limit: 1 }, nobody))).toHaveLength(1);
    expect(valueRequests(small.server.seen)[0]?.get('limit')).toBe('1');
  });

  it('puts back what a 2.43 says once for all values', async () => {
    const hoisting: Answer = (_request, response) => {
      const { period, orgUnit, ...rest } = key;
      sendJson(response, {
        dataSet: 'DSMensuel01',
        period,
        orgUnit,
        dataValues: [{ dataElement: 'DEDeces0001', ...rest, value: '3' }],
      });
    };
    await using small = await startSmallInstance(hoisting, ofRelease('2.43.1'));
    expect(await collect(small.instance.readDataValues(slice, nobody))).toMatchObject([{ ...key, value: '3' }]);
  });

  it('fails on a value without its key, rather than skip it', async () => {
    const broken: Answer = (_request, response) =>
      sendJson(response, { dataValues: [{ dataElement: 'DEDeces0001', value: '3' }] });
    await using small = await startSmallInstance(broken);
    await expect(collect(small.instance.readDataValues(slice, nobody))).rejects.toMatchObject({
      code: 'DHIS2_UNEXPECTED_ANSWER',
      args: { reason: expect.stringContaining('period') },
    });
  });

  it('fails when the account may not read the org unit', async () => {
    const refused: Answer = (_request, response) =>
      sendJson(response, { message: 'User is not allowed to view org unit', errorCode: 'E2012' }, 409);
    await using small = await startSmallInstance(refused);
    await expect(collect(small.instance.readDataValues(slice, nobody))).rejects.toMatchObject({
      code: 'DHIS2_REQUEST_REFUSED',
      args: { status: 409, message: 'User is not allowed to view org unit' },
    });
  });

  it('reads completeness registrations', async () => {
    const registration = {
      period: '202401',
      dataSet: 'DSMensuel01',
      organisationUnit: 'OUfacility1',
      attributeOptionCombo: 'HllvX50cXC0',
    };
    const complete: Answer = (_request, response) => {
      sendJson(response, {
        completeDataSetRegistrations: [{ ...registration, date: '2024-02-03', storedBy: 'agent1', completed: true }],
      });
    };
    await using small = await startSmallInstance(complete);
    const read = small.instance.readCompleteness({ ...slice, dataSet: 'DSMensuel01' }, nobody);
    expect(await collect(read)).toMatchObject([{ ...registration, date: '2024-02-03', completed: true }]);
  });
});
