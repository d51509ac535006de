import { describe, expect, it } from 'vitest';
import {
  CLINIC,
  COUNTRY,
  createTestInstance,
  DEFAULT_COMBO,
  OTHER_CLINIC,
  type TestInstance,
} from './test-instance.ts';

describe('completeness registrations', () => {
  const registration = (more: object = {}) => ({
    dataSet: 'DSMonthly01',
    period: '202401',
    organisationUnit: CLINIC,
    attributeOptionCombo: DEFAULT_COMBO,
    date: '2024-02-03',
    storedBy: 'agent1',
    ...more,
  });
  const send = (standin: TestInstance, registrations: object[], query = '') =>
    standin.post(`/api/completeDataSetRegistrations?x=1${query}`, { completeDataSetRegistrations: registrations });
  const EXPORT = `/api/completeDataSetRegistrations?dataSet=DSMonthly01&orgUnit=${COUNTRY}&children=true`;

  it('stores what is right, and tells what is wrong inside a 200', async () => {
    const standin = createTestInstance();
    const wrong = [registration({ organisationUnit: 'aaaaaaaaaaa' }), registration({ period: 'x' })];
    const answer = await send(standin, [registration(), ...wrong]);
    expect([answer.status, answer.at('response.status')]).toEqual([200, 'SUCCESS']);
    expect(answer.at('response.importCount')).toEqual({ imported: 1, updated: 0, ignored: 2, deleted: 0 });
    expect(answer.at('response.conflicts.1')).toEqual({ object: 'x', value: 'Period not valid' });
    const exported = await standin.get(`${EXPORT}&startDate=2024-01-01&endDate=2024-12-31`);
    expect(exported.at('completeDataSetRegistrations')).toEqual([{ ...registration(), completed: true }]);
  });

  it('is an ERROR when nothing was right', async () => {
    const answer = await send(createTestInstance(), [registration({ dataSet: 'nope' })]);
    expect([answer.status, answer.at('response.status')]).toEqual([409, 'ERROR']);
  });

  it('updates, keeps completed=false, deletes, and filters by period and creation', async () => {
    const standin = createTestInstance();
    await send(standin, [registration(), registration({ organisationUnit: OTHER_CLINIC, period: '202402' })]);
    const again = await send(standin, [registration({ completed: false })]);
    expect(again.at('response.importCount.updated')).toBe(1);
    const listed = async (query: string) =>
      (await standin.get(`${EXPORT}${query}`)).at('completeDataSetRegistrations') as object[];
    expect(await listed('&period=202401')).toEqual([{ ...registration(), completed: false }]);
    expect(await listed('&created=2024-03-01')).toEqual([]);
    expect(await listed('&created=2024-01-01')).toHaveLength(2);
    await send(standin, [registration()], '&importStrategy=DELETE');
    await standin.send('DELETE', `/api/completeDataSetRegistrations?ds=DSMonthly01&pe=202402&ou=${OTHER_CLINIC}`);
    expect(await listed('&created=2024-01-01')).toEqual([]);
  });

  it('wants a data set', async () => {
    const answer = await createTestInstance().get(`/api/completeDataSetRegistrations?orgUnit=${COUNTRY}&period=202401`);
    expect(answer.at('errorCode')).toBe('E2013');
  });

  it('imports later when asked to', async () => {
    const standin = createTestInstance('2.41.5.1');
    const started = await send(standin, [registration()], '&async=true');
    const path = started.at('response.relativeNotifierEndpoint') as string;
    await expect.poll(async () => (await standin.get(path)).at('0.completed')).toBe(true);
    expect((await standin.get(path.replace('tasks', 'taskSummaries'))).at('importCount.imported')).toBe(1);
  });
});

describe('min-max data elements', () => {
  const one = { dataElement: { id: 'DEDeaths001' }, source: { id: CLINIC }, optionCombo: { id: DEFAULT_COMBO } };
  const bulk = {
    dataElement: 'DEDeaths001',
    orgUnit: OTHER_CLINIC,
    optionCombo: DEFAULT_COMBO,
    minValue: 1,
    maxValue: 9,
  };

  it('keeps one for a key', async () => {
    const standin = createTestInstance();
    expect((await standin.post('/api/minMaxDataElements', { ...one, min: 0, max: 100 })).status).toBe(201);
    await standin.post('/api/minMaxDataElements', { ...one, min: 0, max: 50 });
    const listed = await standin.get('/api/minMaxDataElements?paging=false');
    expect(listed.at('minMaxDataElements')).toEqual([{ ...one, min: 0, max: 50, generated: false }]);
  });

  it('writes and deletes many at once from 2.41 on', async () => {
    const standin = createTestInstance('2.41.5.1');
    await standin.post('/api/minMaxDataElements/upsert', { dataSet: 'DSMonthly01', values: [bulk] });
    const filter = `?filter=source.id:eq:${OTHER_CLINIC}`;
    expect((await standin.get(`/api/minMaxDataElements${filter}`)).at('pager.total')).toBe(1);
    await standin.post('/api/minMaxDataElements/delete', { dataSet: 'DSMonthly01', values: [bulk] });
    expect((await standin.get('/api/minMaxDataElements')).at('pager.total')).toBe(0);
    expect((await createTestInstance('2.40.1').post('/api/minMaxDataElements/upsert', { values: [bulk] })).status).toBe(
      404,
    );
  });

  it('refuses an unknown element and a minimum above the maximum', async () => {
    const standin = createTestInstance();
    const unknown = { ...one, dataElement: { id: 'aaaaaaaaaaa' }, min: 0, max: 1 };
    expect((await standin.post('/api/minMaxDataElements', unknown)).at('errorCode')).toBe('E2047');
    expect((await standin.post('/api/minMaxDataElements', { ...one, min: 5, max: 1 })).at('errorCode')).toBe('E2044');
  });
});

describe('single data values', () => {
  const KEY = `de=DEDeaths001&pe=202401&ou=${CLINIC}`;

  it('are saved from a form, read, marked for follow-up and deleted', async () => {
    const standin = createTestInstance();
    const contentType = 'application/x-www-form-urlencoded';
    const saved = await standin.send('POST', '/api/dataValues', `${KEY}&value=7&comment=ok`, { contentType });
    expect(saved.status).toBe(201);
    expect((await standin.get(`/api/dataValues?${KEY}`)).at('0')).toBe('7');
    const key = { dataElement: 'DEDeaths001', period: '202401', orgUnit: CLINIC };
    await standin.send('PUT', '/api/dataValues/followups', { values: [{ ...key, followup: true }] });
    const exported = await standin.get(`/api/dataValueSets?dataSet=DSMonthly01&period=202401&orgUnit=${CLINIC}`);
    expect(exported.at('dataValues.0')).toMatchObject({ value: '7', comment: 'ok', followup: true });
    expect((await standin.send('DELETE', `/api/dataValues?${KEY}`)).status).toBe(200);
    expect((await standin.get(`/api/dataValues?${KEY}`)).at('errorCode')).toBe('E2032');
  });

  it.each([
    ['de=nope&pe=202401', 'E1100'],
    ['de=DEDeaths001&pe=x', 'E1101'],
    [`${KEY}&value=abc`, 'E2030'],
    [`de=DEOption001&pe=202401&ou=${CLINIC}&value=MAYBE`, 'E2029'],
  ])('are refused: %s is %s', async (query, errorCode) => {
    const answer = await createTestInstance().send('POST', `/api/dataValues?${query}`);
    expect([answer.status, answer.at('errorCode')]).toEqual([409, errorCode]);
  });
});

describe('locks and approvals', () => {
  it('lists lock exceptions in pages, and takes them back', async () => {
    const standin = createTestInstance();
    await standin.post(`/api/lockExceptions?ou=[${CLINIC},${OTHER_CLINIC}]&pe=202401&ds=DSMonthly01`, {});
    expect((await standin.get('/api/lockExceptions')).at('pager.total')).toBe(2);
    await standin.send('DELETE', `/api/lockExceptions?ou=${CLINIC}&pe=202401&ds=DSMonthly01`);
    expect((await standin.get('/api/lockExceptions?paging=false')).at('lockExceptions.0.organisationUnit.id')).toBe(
      OTHER_CLINIC,
    );
    expect((await standin.post('/api/lockExceptions?ou=nope&pe=202401&ds=DSMonthly01', {})).status).toBe(409);
  });

  it('closes what is approved to values, until it is unapproved', async () => {
    const standin = createTestInstance();
    const { metadata } = standin.instance;
    Object.assign(metadata.find('dataSets', 'DSMonthly01') ?? {}, { workflow: { id: 'Workflow001' } });
    const levels = [
      { id: 'LevelCountr', level: 1, orgUnitLevel: 1 },
      { id: 'LevelClinic', level: 2, orgUnitLevel: 2 },
    ];
    for (const level of levels) metadata.of('dataApprovalLevels').set(level.id, level);
    const categoryCombo = { id: 'bjDvmb4bfuf' };
    const workflow = { id: 'Workflow001', periodType: 'Monthly', categoryCombo, dataApprovalLevels: levels };
    metadata.of('dataApprovalWorkflows').set(workflow.id, workflow);
    const approval = { wf: ['Workflow001'], pe: ['202401'], approvals: [{ ou: CLINIC, aoc: DEFAULT_COMBO }] };
    const state = async () =>
      (await standin.get(`/api/dataApprovals/approvals?wf=Workflow001&pe=202401&ou=${CLINIC}`)).at('0.state');
    const code = async () => {
      const body = { dataValues: [{ dataElement: 'DEDeaths001', period: '202401', orgUnit: CLINIC, value: '1' }] };
      return (await standin.post('/api/dataValueSets', body)).at('response.conflicts.0.errorCode');
    };
    await standin.post('/api/dataApprovals/approvals', approval);
    expect([await state(), await code()]).toEqual(['APPROVED_HERE', 'E7642']);
    expect((await standin.post('/api/dataApprovals/dataAcceptances/acceptances', approval)).status).toBe(409);
    await standin.post('/api/systemSettings/keyAcceptanceRequiredForApproval?value=true', {});
    await standin.post('/api/dataApprovals/dataAcceptances/unacceptances', approval);
    expect(await state()).toBe('APPROVED_HERE');
    await standin.post('/api/dataApprovals/dataAcceptances/acceptances', approval);
    expect(await state()).toBe('ACCEPTED_HERE');
    await standin.post('/api/dataApprovals/unapprovals', approval);
    expect([await state(), await code()]).toEqual(['UNAPPROVED_READY', undefined]);
  });
});
