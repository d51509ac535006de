import { describe, expect, it } from 'vitest';
import { CLINIC, createTestInstance, type TestInstance } from '../data/test-instance.ts';
import { createTrackerInstance, importTracker, visit } from '../tracker/test-tracker.ts';

function upload(standin: TestInstance, query: string, content = 'picture') {
  const head = 'Content-Disposition: form-data; name="file"; filename="photo.png"\r\nContent-Type: image/png';
  const body = Buffer.from(`--b\r\n${head}\r\n\r\n${content}\r\n--b--\r\n`);
  return standin.send('POST', `/api/fileResources?${query}`, body, { contentType: 'multipart/form-data; boundary=b' });
}

describe('file resources', () => {
  it('keep the UID they are given, and are first pending, then stored', async () => {
    const standin = createTestInstance();
    const { status, at } = await upload(standin, 'domain=DOCUMENT&uid=FileRes0001');
    expect([status, at('response.fileResource.id'), at('response.fileResource.contentLength')]).toEqual([
      202,
      'FileRes0001',
      7,
    ]);
    await expect
      .poll(async () => (await standin.get('/api/fileResources/FileRes0001')).at('storageStatus'))
      .toBe('STORED');
    expect((await standin.get('/api/fileResources/FileRes0001/data')).text).toBe('picture');
    expect((await upload(standin, 'uid=FileRes0001')).at('errorCode')).toBe('E1119');
  });

  it('never give out the content of values by themselves', async () => {
    const standin = createTestInstance();
    await upload(standin, 'domain=DATA_VALUE&uid=FileRes0001');
    expect((await standin.get('/api/fileResources/FileRes0001/data')).status).toBe(403);
    expect((await standin.get('/api/fileResources/FileResXXXX')).status).toBe(404);
    expect((await standin.send('POST', '/api/fileResources', 'x', { contentType: 'text/plain' })).status).toBe(500);
  });

  it('belong to one event, which gives them out', async () => {
    for (const [release, path] of [
      ['2.40.1', '/api/events/files?eventUid=EventFile01&dataElementUid=DEPhoto0001'],
      ['2.42.4.1', '/api/tracker/events/EventFile01/dataValues/DEPhoto0001/file'],
    ] as const) {
      const standin = await createTrackerInstance(release);
      await upload(standin, 'uid=FileRes0001');
      const dataValues = [{ dataElement: 'DEPhoto0001', value: 'FileRes0001' }];
      const event = (uid: string) => ({ events: [visit(uid, { enrollment: 'Enrollment1', dataValues })] });
      expect((await importTracker(standin, event('EventFile01'))).errors).toEqual([]);
      expect((await standin.get(path)).text).toBe('picture');
      expect((await importTracker(standin, event('EventFile01'))).errors).toEqual([]);
      expect((await importTracker(standin, event('EventFile02'))).errors).toEqual(['E1009 EventFile02']);
    }
  });

  it('are the content of documents and of data values', async () => {
    const standin = createTestInstance();
    await upload(standin, 'domain=DOCUMENT&uid=FileRes0001');
    standin.instance.metadata
      .of('documents')
      .set('Document001', { id: 'Document001', url: 'FileRes0001', external: false });
    expect((await standin.get('/api/documents/Document001/data')).text).toBe('picture');
    await upload(standin, 'uid=FileRes0002', 'value');
    const key = { dataElement: 'DEAggFile01', period: '202401', orgUnit: CLINIC };
    await standin.post('/api/dataValueSets', { dataValues: [{ ...key, value: 'FileRes0002' }] });
    const query = `de=DEAggFile01&pe=202401&ou=${CLINIC}`;
    expect((await standin.get(`/api/dataValues/files?${query}`)).text).toBe('value');
    await standin.post('/api/dataValueSets?importStrategy=DELETE', { dataValues: [{ ...key, value: 'FileRes0002' }] });
    expect((await standin.get('/api/fileResources/FileRes0002')).status).toBe(404);
  });
});

describe('icons', () => {
  it('are added, changed, listed and deleted from 2.41 on', async () => {
    const standin = createTestInstance('2.41.5.1');
    await upload(standin, 'domain=ICON&uid=FileRes0001');
    const icon = { key: 'clinic', description: 'A clinic', keywords: ['health'], fileResourceId: 'FileRes0001' };
    expect((await standin.post('/api/icons', icon)).status).toBe(201);
    expect((await standin.post('/api/icons', icon)).status).toBe(400);
    await standin.send('PUT', '/api/icons/clinic', { keywords: ['care'] });
    expect((await standin.get('/api/icons?type=CUSTOM&paging=false')).at('icons.0.keywords')).toEqual(['care']);
    expect((await standin.get('/api/icons/clinic/icon')).text).toContain('picture');
    await standin.send('DELETE', '/api/icons/clinic');
    expect((await standin.get('/api/icons')).at('pager.total')).toBe(0);
    expect((await standin.get('/api/icons/clinic')).status).toBe(404);
  });
});
