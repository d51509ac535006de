import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { countsAddUp, noCounts } from '../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { type AskStandin, askStandin } from '../fixtures/ask-standin.ts';
import { clinics, fillDetailWorld } from '../fixtures/detail-world.ts';
import { newRun, runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { addDefectMetadata, enrolled, person, visited } from '../peer-defects/defect-world.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const classes = [
  ...['dataValues', 'completeDataSetRegistrations'],
  ...['trackedEntities', 'enrollments', 'events', 'relationships'],
] as const;
const numbers = [1, 2, 3];
const uid = (kind: string, number: number) => `Ap${kind}${String(number).padStart(9 - kind.length, '0')}`;

const value = (orgUnit: string, text: string) => ({
  dataElement: 'ApDeNumber1',
  period: '202401',
  orgUnit,
  value: text,
});
const registration = (organisationUnit: string, more: object = {}) => {
  return { dataSet: 'ApDsMonthly', period: '202401', organisationUnit, completed: true, date: '2024-02-01', ...more };
};
const weighed = (number: number, weight: string) =>
  visited(uid('Visit', number), uid('Enrol', number), { dataValues: [{ dataElement: 'ApDeVisit01', value: weight }] });

async function fillSource(ask: AskStandin): Promise<void> {
  await ask('POST', '/api/dataValueSets', { dataValues: clinics.map((clinic) => value(clinic, '7')) });
  const completeDataSetRegistrations = clinics.map((clinic) => registration(clinic));
  await ask('POST', '/api/completeDataSetRegistrations', { completeDataSetRegistrations });
  await ask('POST', '/api/tracker?async=false', {
    trackedEntities: numbers.map((number) => person(uid('Person', number))),
    enrollments: numbers.map((number) => enrolled(uid('Enrol', number), uid('Person', number))),
    events: numbers.map((number) => weighed(number, '50')),
    relationships: [1, 2].map((number) => ({
      relationship: uid('Link', number),
      relationshipType: 'ApRelEnroll',
      from: { enrollment: { enrollment: uid('Enrol', number) } },
      to: { enrollment: { enrollment: uid('Enrol', number + 1) } },
    })),
  });
}

const read = {
  dataValues: 3,
  completeDataSetRegistrations: 3,
  trackedEntities: 3,
  enrollments: 3,
  events: 3,
  relationships: 2,
};

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('every class of data, on %s', (release) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  let askSource: AskStandin;
  let askTarget: AskStandin;

  async function start(): Promise<void> {
    pair = await startBlankPair([release, release]);
    [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    for (const side of [pair.source, pair.target]) await fillDetailWorld(side.url);
    for (const ask of [askSource, askTarget]) await addDefectMetadata(ask);
    await fillSource(askSource);
    [source, target] = [await pair.connect('source'), await pair.connect('target')];
  }
  beforeAll(start);
  afterAll(() => pair.close());

  async function run(more: Partial<TestRun> = {}) {
    const options = { only: classes };
    const ended = await runOnce({ database: store.database, source, target, options, ...more });
    for (const name of classes) expect(countsAddUp(ended.totals[name] ?? noCounts), name).toBe(true);
    const told = await toldBy(store.database, ended.runId);
    return { ...ended, told: told.map(({ type, key, code }) => `${type} ${key} ${code}`) };
  }

  it('is created; a second run changes nothing', async () => {
    const first = await run();
    expect(first.told).toEqual([]);
    expect(first.verdict).toBe('identical');
    for (const name of classes) {
      const count = read[name];
      expect(first.totals[name], name).toMatchObject({ read: count, created: count, verified: count });
    }
    const second = await run();
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
    for (const name of classes) expect(second.totals[name], name).toMatchObject({ unchanged: read[name], updated: 0 });
  });

  it('is updated where the source changed, and nowhere else', async () => {
    await askSource('POST', '/api/dataValueSets', { dataValues: [value('ApOuClinic1', '8')] });
    const later = registration('ApOuClinic1', { date: '2024-02-05' });
    await askSource('POST', '/api/completeDataSetRegistrations', { completeDataSetRegistrations: [later] });
    await askSource('POST', '/api/tracker?async=false', {
      trackedEntities: [person(uid('Person', 1), { inactive: true })],
      enrollments: [enrolled(uid('Enrol', 1), uid('Person', 1), { followUp: true })],
      events: [weighed(1, '51')],
    });
    const ended = await run();
    expect(ended.told).toEqual([]);
    for (const name of classes) {
      const updated = name === 'relationships' ? 0 : 1;
      expect(ended.totals[name], name).toMatchObject({ created: 0, updated, unchanged: read[name] - updated });
    }
    expect(ended.verdict).toBe('identical');
  });

  it('is refused in the words of the target, one by one, and the rest arrives', async () => {
    const change = async (ask: AskStandin, type: string, from: string, more: object) => {
      const object = await ask('GET', `/api/${type}/${from}?fields=:owner`);
      await ask('POST', '/api/metadata', { [type]: [{ ...object, ...more }] });
    };
    for (const uidOfElement of ['ApDeVisit01', 'ApDeNumber2']) {
      await change(askTarget, 'dataElements', uidOfElement, { valueType: 'DATE' });
    }
    const named = { id: 'ApDsSource1', name: 'Of the source', shortName: 'Source', dataSetElements: [] };
    await change(askSource, 'dataSets', 'ApDsMonthly', named);
    const otherValue = { ...value('ApOuClinic3', '9'), dataElement: 'ApDeNumber2' };
    await askSource('POST', '/api/dataValueSets', { dataValues: [value('ApOuClinic2', '9'), otherValue] });
    const completeDataSetRegistrations = [
      registration('ApOuClinic2', { date: '2024-02-09' }),
      registration('ApOuClinic3', { dataSet: named.id }),
    ];
    await askSource('POST', '/api/completeDataSetRegistrations', { completeDataSetRegistrations });
    await askSource('POST', '/api/tracker?async=false', {
      trackedEntities: [person(uid('Person', 3), { inactive: true })],
      events: [weighed(2, '52')],
    });
    const ended = await run();
    expect(ended.told).toEqual([
      expect.stringMatching(/^completeDataSetRegistrations ApDsSource1\/202401\/ApOuClinic3\//),
      expect.stringMatching(/^dataValues ApDeNumber2\/202401\/ApOuClinic3\/.* E7/),
      expect.stringMatching(new RegExp(`^events ${uid('Visit', 2)} E1302$`)),
    ]);
    expect(ended.totals).toMatchObject({
      dataValues: { updated: 1, refused: 1 },
      completeDataSetRegistrations: { updated: 1, refused: 1 },
      trackedEntities: { updated: 1, refused: 0 },
      events: { updated: 0, refused: 1 },
    });
    expect(ended.verdict).toBe('identical-except-refusals');
  });

  it.each(['importDataValues', 'importCompleteness', 'importTracker'] as const)(
    'goes on after a kill right behind %s, and ends as if nothing had been',
    async (call) => {
      await pair.close();
      await start();
      const killed = new AbortController();
      const dying = {
        ...target,
        [call]: async (...args: never[]) => {
          const report = await Reflect.apply(target[call], target, args);
          killed.abort(new Error('killed'));
          return report;
        },
      };
      const runId = await newRun(store.database);
      await expect(run({ runId, target: dying, signal: killed.signal })).rejects.toThrow('killed');
      const ended = await run({ runId });
      expect(ended.told).toEqual([]);
      expect(ended.verdict).toBe('identical');
      for (const name of classes)
        expect(ended.totals[name], name).toMatchObject({ read: read[name], verified: read[name] });
    },
  );
});
