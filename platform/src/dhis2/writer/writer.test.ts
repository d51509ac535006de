import { describe, expect, it } from 'vitest';
import { type Answers, nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, type SeenRequest, sendHtml, sendJson } from '../testing/small-server.ts';

const signal = nobody;
const stats = { created: 1, updated: 0, deleted: 0, ignored: 0, total: 1 };
const metadataReport = { response: { responseType: 'ImportReport', status: 'OK', stats, typeReports: [] } };
const summary = { response: { status: 'SUCCESS', importCount: { imported: 1 }, conflicts: [] } };
const trackerReport = { status: 'OK', stats, validationReport: { errorReports: [], warningReports: [] } };

const willing: Answer = ({ path }, response) => {
  if (path === '/api/metadata') sendJson(response, metadataReport);
  else if (path === '/api/tracker') sendJson(response, trackerReport);
  else sendJson(response, summary);
};

const value = {
  dataElement: 'DEDeces0001',
  period: '202401',
  orgUnit: 'OUfacility1',
  categoryOptionCombo: 'HllvX50cXC0',
  attributeOptionCombo: 'HllvX50cXC0',
  value: '3',
  followup: true,
};

function ofRelease(version: string): Answers {
  return { ...wholesome, '/api/system/info': { ...Object(wholesome['/api/system/info']), version } };
}

function last(seen: readonly SeenRequest[]) {
  const request = seen.at(-1);
  if (request === undefined) throw new Error('Nothing was asked');
  return {
    ...request,
    query: Object.fromEntries(request.query),
    json: request.body === '' ? undefined : JSON.parse(request.body),
  };
}

describe('an import', () => {
  it('of one object goes through its own endpoint when asked to: changed where it is there, created where it is not', async () => {
    const answer: Answer = ({ method, query }, response) => {
      const isThere = query.get('filter')?.includes('DEDeces0001') === true;
      if (method === 'GET') sendJson(response, { dataElements: isThere ? [{ id: 'DEDeces0001' }] : [] });
      else sendJson(response, { status: 'OK', response: { uid: 'DEDeces0001', errorReports: [] } }, 201);
    };
    await using small = await startSmallInstance(answer);
    for (const id of ['DEDeces0001', 'DEDeces0002']) {
      const report = await small.instance.importMetadata(
        { dataElements: [{ id, name: 'Décès' }] },
        { signal, throughOwnEndpoint: true },
      );
      expect(report.status).toBe('OK');
    }
    const written = small.server.seen.filter(({ method }) => method !== 'GET');
    expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /api/dataElements/DEDeces0001',
      'POST /api/dataElements',
    ]);
  });

  it('of one object tells its errors as an import does', async () => {
    const errorReports = [{ message: 'Missing', errorCode: 'E4000', errorProperty: 'name' }];
    const refusal = {
      status: 'ERROR',
      response: { klass: 'org.hisp.dhis.dataElement', uid: 'DEDeces0001', errorReports },
    };
    const answer: Answer = ({ method }, response) =>
      method === 'GET' ? sendJson(response, { dataElements: [] }) : sendJson(response, refusal, 409);
    await using small = await startSmallInstance(answer);
    const report = await small.instance.importMetadata(
      { dataElements: [{ id: 'DEDeces0001' }] },
      { signal, throughOwnEndpoint: true },
    );
    expect(report).toMatchObject({ status: 'ERROR', errors: [{ code: 'E4000', uid: 'DEDeces0001' }] });
  });

  it('of metadata is all or nothing, compressed, and tells what was refused', async () => {
    await using small = await startSmallInstance(willing);
    const payload = { dataElements: [{ id: 'DEDeces0001', name: 'Décès' }] };
    expect(await small.instance.importMetadata(payload, { signal })).toMatchObject({ status: 'OK', stats });
    expect(last(small.server.seen)).toMatchObject({
      method: 'POST',
      path: '/api/metadata',
      query: {
        atomicMode: 'ALL',
        importStrategy: 'CREATE_AND_UPDATE',
        importMode: 'COMMIT',
        importReportMode: 'ERRORS',
      },
      headers: { 'content-encoding': 'gzip' },
      json: payload,
    });
    await small.instance.importMetadata(payload, { signal, importStrategy: 'DELETE', validateOnly: true });
    expect(last(small.server.seen).query).toMatchObject({ importStrategy: 'DELETE', importMode: 'VALIDATE' });
  });

  it('of metadata waits for the one before', async () => {
    let running = 0;
    let most = 0;
    const slow: Answer = (_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        sendJson(response, metadataReport);
      }, 10);
    };
    await using small = await startSmallInstance(slow);
    await Promise.all([1, 2, 3].map(() => small.instance.importMetadata({}, { signal })));
    expect(most).toBe(1);
  });

  it('of metadata goes on after one that failed', async () => {
    let turn = 0;
    const moody: Answer = (_request, response) => {
      turn += 1;
      if (turn === 1) sendJson(response, { message: 'Access is denied' }, 403);
      else sendJson(response, metadataReport);
    };
    await using small = await startSmallInstance(moody);
    const [first, second] = await Promise.allSettled([1, 2].map(() => small.instance.importMetadata({}, { signal })));
    expect(first).toMatchObject({ reason: { code: 'DHIS2_REQUEST_REFUSED', args: { message: 'Access is denied' } } });
    expect(second).toMatchObject({ value: { status: 'OK' } });
  });

  it('of data values is forced, and says follow-up in both spellings', async () => {
    await using small = await startSmallInstance(willing);
    const report = await small.instance.importDataValues([value], { signal, dataSet: 'DSMensuel01' });
    expect(report).toMatchObject({ status: 'OK', imported: 1 });
    const { query, json } = last(small.server.seen);
    expect(query).toMatchObject({ async: 'false', force: 'true', dryRun: 'false' });
    expect(json).toEqual({ dataValues: [{ ...value, followUp: true }] });
  });

  it('of data values names their data set where the release wants it', async () => {
    await using small = await startSmallInstance(willing, ofRelease('2.43.1'));
    await small.instance.importDataValues([value], { signal, dataSet: 'DSMensuel01', validateOnly: true });
    expect(last(small.server.seen)).toMatchObject({ query: { dryRun: 'true' }, json: { dataSet: 'DSMensuel01' } });
  });

  it('of completeness tells nobody', async () => {
    await using small = await startSmallInstance(willing);
    const { dataElement: _, orgUnit: organisationUnit, ...key } = value;
    await small.instance.importCompleteness([{ ...key, organisationUnit, dataSet: 'DSMensuel01' }], { signal });
    expect(last(small.server.seen)).toMatchObject({
      path: '/api/completeDataSetRegistrations',
      query: { skipNotifications: 'true', async: 'false' },
      json: { completeDataSetRegistrations: [{ dataSet: 'DSMensuel01', organisationUnit: 'OUfacility1' }] },
    });
  });

  it('of tracker data is plain, object by object, without rules and side effects', async () => {
    await using small = await startSmallInstance(willing);
    await small.instance.importTracker({ events: [{ event: 'EventGood01' }] }, { signal });
    const request = last(small.server.seen);
    expect(request.headers['content-encoding']).toBeUndefined();
    expect(request).toMatchObject({
      path: '/api/tracker',
      query: {
        async: 'false',
        atomicMode: 'OBJECT',
        validationMode: 'FULL',
        skipRuleEngine: 'true',
        skipSideEffects: 'true',
      },
      json: { events: [{ event: 'EventGood01' }] },
    });
    await small.instance.importTracker({}, { signal, importStrategy: 'DELETE', validationMode: 'SKIP' });
    expect(last(small.server.seen).query).toMatchObject({ importStrategy: 'DELETE', validationMode: 'SKIP' });
  });

  it.each([
    ['a body that is too large for a proxy', 413, 'HTTP413', 'Request Entity Too Large'],
    ['an internal error', 500, 'HTTP500', 'Request Entity Too Large'],
  ])('gives a report without details of %s', async (_what, status, code, message) => {
    await using small = await startSmallInstance((_request, response) => {
      sendHtml(response, '<style>p {}</style><h1>Request Entity Too Large</h1>', status);
    });
    const refusal = { status: 'ERROR', detailed: false, httpStatus: status };
    expect(await small.instance.importMetadata({}, { signal })).toMatchObject({
      ...refusal,
      errors: [{ code, message }],
    });
    expect(await small.instance.importTracker({}, { signal })).toMatchObject({
      ...refusal,
      errors: [{ code, message }],
    });
    expect(await small.instance.importDataValues([], { signal })).toMatchObject({
      ...refusal,
      conflicts: [{ code, message }],
    });
  });

  it('fails when what should be a success is a page', async () => {
    await using small = await startSmallInstance((_request, response) => sendHtml(response, 'Welcome'));
    await expect(small.instance.importMetadata({}, { signal })).rejects.toMatchObject({ code: 'DHIS2_NOT_JSON' });
  });

  it('fails when there is nothing to import to', async () => {
    await using small = await startSmallInstance((_request, response) => sendHtml(response, 'Not found', 404));
    await expect(small.instance.importTracker({}, { signal })).rejects.toMatchObject({ code: 'DHIS2_REQUEST_REFUSED' });
  });
});
