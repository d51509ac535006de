import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDemoWorld, type WorldCounts, type WorldSize } from './demo-world.ts';
import { isJson } from './metadata/json.ts';
import { type Standin, startStandin } from './server.ts';
import { runLoad } from './world/load.ts';

const SMALL: WorldSize = { organisationUnits: 20, dataValues: 500, trackedEntities: 20 };
const ROOT = 'WOu00000001';

async function get(address: string, path: string): Promise<Record<string, unknown>> {
  const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
  const response = await fetch(address + path, { headers: { authorization } });
  const body: unknown = await response.json();
  if (response.status !== 200 || !isJson(body)) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
  return body;
}

async function idsOfType(address: string, type: string): Promise<number> {
  // Up to 2.41 lists leave out the dashboards of others.
  const path = type === 'dashboards' ? 'dashboards/gist?fields=id,name&' : `${type}?fields=id&`;
  const body = await get(address, `/api/${path}paging=false&defaults=EXCLUDE`);
  const list = body[type];
  return Array.isArray(list) ? list.length : -1;
}

async function dataValuesOf(address: string): Promise<unknown[]> {
  const groups = 'dataElementGroup=WDg00000003';
  const sets = [1, 2, 3, 4, 6].map((n) => `dataSet=WDa0000000${n}`).join('&');
  const when = `orgUnit=${ROOT}&children=true&startDate=2000-01-01&endDate=2050-12-31`;
  const inSets = await get(address, `/api/dataValueSets?${sets}&${when}`);
  const outside = await get(address, `/api/dataValueSets?${groups}&${when}`);
  return [inSets.dataValues, outside.dataValues].flatMap((list) => (Array.isArray(list) ? list : []));
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('a small world in a stand-in of %s', (release) => {
  let standin: Standin;
  let counts: WorldCounts;

  beforeAll(async () => {
    standin = await startStandin({ release });
    counts = await loadDemoWorld(standin.url, SMALL);
  });
  afterAll(() => standin.close());

  test('holds every metadata object that was counted', async () => {
    expect(counts.metadata.organisationUnits).toBe(25);
    for (const type of [
      'organisationUnits',
      'dataElements',
      'programs',
      'programRuleActions',
      'options',
      'dashboards',
    ]) {
      expect([type, await idsOfType(standin.url, type)]).toEqual([type, counts.metadata[type]]);
    }
  });

  test('holds the links that an import drops when objects come in the wrong order', async () => {
    const rule = await get(standin.url, '/api/programRules/WRu00000001?fields=programRuleActions[id]');
    expect(rule.programRuleActions).toEqual([{ id: 'WRa00000001' }]);
    const section = await get(standin.url, '/api/programStageSections/WPt00000001?fields=programIndicators[id]');
    expect(section.programIndicators).toEqual([{ id: 'WPi00000001' }]);
    const group = await get(standin.url, '/api/userGroups/WUg00000003?fields=users[id],managedGroups[id]');
    expect(group.users).toEqual([{ id: 'WUs00000002' }]);
    expect(group.managedGroups).toHaveLength(2);
    const attribute = await get(standin.url, '/api/attributes/WAt00000003?fields=optionSet[id]');
    expect(attribute.optionSet).toEqual({ id: 'WOp00000002' });
    const dashboard = await get(standin.url, '/api/dashboards/WDb00000001?fields=dashboardItems[map[id]]');
    expect(dashboard.dashboardItems).toContainEqual({ map: { id: 'WMa00000001' } });
  });

  test('holds the values, without those that were deleted', async () => {
    // Three come with the files.
    expect(counts.dataValues + counts.deletedDataValues).toBe(503);
    expect(counts.deletedDataValues).toBe(1);
    expect(await dataValuesOf(standin.url)).toHaveLength(counts.dataValues);
  });

  test('holds the persons, enrolled or not', async () => {
    const unit = release === '2.40.1' ? `orgUnit=${ROOT}&ouMode` : `orgUnits=${ROOT}&orgUnitMode`;
    const path = `/api/tracker/trackedEntities?trackedEntityType=WTt00000001&${unit}=DESCENDANTS&totalPages=true&fields=*`;
    const page = await get(standin.url, path);
    const list = page.instances ?? page.trackedEntities;
    expect(list).toHaveLength(20);
    expect(counts).toMatchObject({ trackedEntities: 20, singleEvents: 10 });
    expect(counts.relationships).toBeGreaterThan(0);
  });

  test('stays as it is when it is loaded again', async () => {
    const before = await dataValuesOf(standin.url);
    const sent: string[] = [];
    const again = await loadDemoWorld(standin.url, SMALL, { onProgress: (what) => sent.push(what) });
    expect(again).toEqual(counts);
    expect(sent.filter((what) => !/^\d+ /.test(what))).toEqual([]);
    expect(await dataValuesOf(standin.url)).toHaveLength(before.length);
    expect(await idsOfType(standin.url, 'organisationUnits')).toBe(25);
  });
});

describe('a world that cannot be loaded', () => {
  let standin: Standin;

  beforeAll(async () => {
    standin = await startStandin({ release: '2.42.4.1' });
  });
  afterAll(() => standin.close());

  test('a wrong password ends the load with what the instance says', async () => {
    await expect(loadDemoWorld(standin.url, SMALL, { password: 'wrong' })).rejects.toThrow(/401/);
  });

  test('an aborted load stops', async () => {
    await expect(loadDemoWorld(standin.url, SMALL, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  test('an object that is in the way is named with the reason', async () => {
    const authorization = `Basic ${Buffer.from('admin:district').toString('base64')}`;
    const taken = { id: 'Constant001', name: 'Part des moins de cinq ans', shortName: 'Part', value: 1 };
    await fetch(`${standin.url}/api/metadata`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ constants: [taken] }),
    });
    await expect(loadDemoWorld(standin.url, { ...SMALL, packages: false })).rejects.toThrow(
      /WCn00000001.*already exists/s,
    );
  });
});

test('the command loads a world without packages, and says so when it is given no address', async () => {
  const standin = await startStandin({ release: '2.42.4.1' });
  try {
    const said: string[] = [];
    const say = (line: string) => said.push(line);
    expect(await runLoad([], say)).toBe(2);
    expect(said.splice(0).join()).toContain('address');
    const options = ['--org-units', '8', '--values', '50', '--entities', '3', '--no-packages'];
    expect(await runLoad([standin.url, ...options], say)).toBe(0);
    expect(said.at(-1)).toContain('"trackedEntities": 3');
    expect(await idsOfType(standin.url, 'organisationUnits')).toBe(8);
  } finally {
    await standin.close();
  }
});
