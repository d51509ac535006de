import { describe, expect, it } from 'vitest';
import { createTestInstance, type TestInstance } from '../data/test-instance.ts';

async function filled(): Promise<TestInstance> {
  const standin = createTestInstance();
  await standin.post('/api/dataStore/relais/b', { name: 'B', deep: { n: 2 } });
  await standin.post('/api/dataStore/relais/a', { name: 'A', deep: { n: 1 } });
  return standin;
}

describe('the data store', () => {
  it('creates once, and puts whether there was something or not', async () => {
    const standin = createTestInstance();
    expect((await standin.post('/api/dataStore/relais/a', { é: [1, null] })).status).toBe(201);
    expect((await standin.post('/api/dataStore/relais/a', {})).at('errorCode')).toBe('E1004');
    expect((await standin.send('PUT', '/api/dataStore/relais/a', { x: 2 })).status).toBe(200);
    expect((await standin.send('PUT', '/api/dataStore/relais/new', 'true')).status).toBe(201);
    expect((await standin.get('/api/dataStore/relais/new')).text).toBe('true');
    expect((await standin.get('/api/dataStore/relais')).text).toBe('["a","new"]');
    expect((await standin.get('/api/dataStore/relais/a/metaData')).at('key')).toBe('a');
  });

  it('reads a whole namespace with fields, filters and pages', async () => {
    const standin = await filled();
    const entries = async (query: string) => (await standin.get(`/api/dataStore/relais?${query}`)).at('entries');
    expect(await entries('fields=.')).toEqual([
      { key: 'a', value: { name: 'A', deep: { n: 1 } } },
      { key: 'b', value: { name: 'B', deep: { n: 2 } } },
    ]);
    expect(await entries('fields=deep.n(n)&paging=false')).toEqual([
      { key: 'a', n: 1 },
      { key: 'b', n: 2 },
    ]);
    expect(await entries('fields=name&filter=deep.n:gt:1')).toEqual([{ key: 'b', name: 'B' }]);
    expect(await entries('fields=name&filter=_:eq:a')).toEqual([{ key: 'a', name: 'A' }]);
    expect(await entries('fields=name&pageSize=1&page=2')).toEqual([{ key: 'b', name: 'B' }]);
    expect((await standin.get('/api/dataStore/relais?fields=name&filter=nope')).at('errorCode')).toBe('E7652');
    expect((await standin.get('/api/dataStore/relais?fields=name&headless=true')).at('0')).toEqual({
      key: 'a',
      name: 'A',
    });
  });

  it('forgets a namespace with its last key, or at once', async () => {
    const standin = await filled();
    await standin.send('DELETE', '/api/dataStore/relais/a');
    expect((await standin.get('/api/dataStore/relais/a')).status).toBe(404);
    expect((await standin.get('/api/dataStore')).text).toBe('["relais"]');
    await standin.send('DELETE', '/api/dataStore/relais/b');
    expect((await standin.get('/api/dataStore')).text).toBe('[]');
    expect((await standin.send('DELETE', '/api/dataStore/relais')).status).toBe(404);
    expect((await standin.get('/api/dataStore/relais')).status).toBe(404);
  });

  it('keeps every digit, and shows an encrypted value only by itself', async () => {
    const standin = createTestInstance();
    await standin.send('PUT', '/api/dataStore/relais/number', '12345678901234567890.10');
    await standin.send('PUT', '/api/dataStore/relais/nothing', 'null');
    await standin.send('PUT', '/api/dataStore/relais/secret?encrypt=true', '"x"');
    expect((await standin.get('/api/dataStore/relais/number')).text).toBe('12345678901234567890.10');
    expect((await standin.get('/api/dataStore/relais/secret')).text).toBe('"x"');
    expect((await standin.get('/api/dataStore/relais?fields=.&includeAll=true')).text).toBe(
      '{"pager":{"page":1,"pageSize":50},"entries":[{"key":"nothing","value":null},' +
        '{"key":"number","value":12345678901234567890.10},{"key":"secret","value":null}]}',
    );
    expect((await standin.get('/api/dataStore/relais/secret/metaData')).text).not.toContain('"encrypted"');
  });

  it('from 2.41 on does not change an encrypted value by PUT, though it says so', async () => {
    for (const [release, value] of [
      ['2.40.1', '"y"'],
      ['2.41.5.1', '"x"'],
      ['2.42.4.1', '"x"'],
    ] as const) {
      const standin = createTestInstance(release);
      await standin.send('PUT', '/api/dataStore/relais/secret?encrypt=true', '"x"');
      expect((await standin.send('PUT', '/api/dataStore/relais/secret', '"y"')).status).toBe(200);
      expect((await standin.get('/api/dataStore/relais/secret')).text).toBe(value);
    }
  });

  it('takes what follows the last dot of an address for a format, and refuses signs that end a path', async () => {
    const standin = createTestInstance();
    await standin.send('PUT', '/api/dataStore/relais/plan.v2', '1');
    await standin.send('PUT', '/api/dataStore/relais/plan.v2.json', '2');
    expect((await standin.get('/api/dataStore/relais/keys')).text).toBe('["plan","plan.v2"]');
    expect((await standin.send('PUT', '/api/dataStore/relais/a%2Fb', '1')).status).toBe(400);
  });

  it('shares an entry with those whom it knows', async () => {
    const standin = createTestInstance();
    await standin.send('PUT', '/api/dataStore/relais/a', '1');
    const id = (await standin.get('/api/dataStore/relais/a/metaData')).at('id');
    const userAccesses = [
      { id: 'M5zQapPyTZI', access: 'rw------' },
      { id: 'Nobody00001', access: 'rw------' },
    ];
    const object = { publicAccess: 'r-------', userAccesses, userGroupAccesses: [] };
    await standin.send('PUT', `/api/sharing?type=dataStore&id=${id}`, { object });
    const sharing = (await standin.get('/api/dataStore/relais/a/metaData')).at('sharing');
    expect(sharing).toMatchObject({ public: 'r-------', users: { M5zQapPyTZI: { access: 'rw------' } } });
    expect(JSON.stringify(sharing)).not.toContain('Nobody00001');
  });
});

describe('the users’ own stores', () => {
  it('are apart, and open to a superuser by name', async () => {
    const standin = createTestInstance();
    await standin.send('PUT', '/api/userDataStore/relais/pref', { x: 1 }, { user: 'agent1' });
    expect((await standin.get('/api/userDataStore')).text).toBe('[]');
    expect((await standin.get('/api/userDataStore/relais/pref?username=agent1')).at('x')).toBe(1);
    expect((await standin.get('/api/userDataStore/relais/pref?username=admin', 'agent1')).status).toBe(409);
    expect((await standin.get('/api/userDataStore?username=nobody')).status).toBe(409);
  });

  it('are all changed by one PUT from 2.41 on, where they have the same name', async () => {
    for (const [release, value] of [
      ['2.40.1', '1'],
      ['2.42.4.1', '3'],
    ] as const) {
      const standin = createTestInstance(release);
      await standin.post('/api/userDataStore/relais/pref?username=agent1', 1);
      await standin.post('/api/userDataStore/relais/pref', 2);
      await standin.send('PUT', '/api/userDataStore/relais/pref', '3');
      expect((await standin.get('/api/userDataStore/relais/pref?username=agent1')).text).toBe(value);
    }
  });
});
