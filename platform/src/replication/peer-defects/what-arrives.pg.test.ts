import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { type AskStandin, askStandin } from '../fixtures/ask-standin.ts';
import { defaultCombo, fillDetailWorld } from '../fixtures/detail-world.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { addDefectMetadata, enrolled, person, program, visited } from './defect-world.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = ['dataValues', 'trackedEntities', 'enrollments', 'events', 'relationships'];
const geometry = { type: 'Point', coordinates: [-1.5, 12.4] };
const note = (uid: string) => ({ note: uid, value: `remark ${uid}` });

/** What other tools lose or spoil, once each. */
async function fillSource(ask: AskStandin): Promise<void> {
  const value = { dataElement: 'ApDeNumber2', period: '202401', orgUnit: 'ApOuClinic1' };
  await ask('POST', '/api/dataValueSets', {
    dataValues: [
      { ...value, attributeOptionCombo: 'ApCocFunde1', value: '11', followup: true, comment: 'checked, à revoir' },
      { ...value, attributeOptionCombo: 'ApCocFunde2', value: '22' },
    ],
  });
  await ask('POST', '/api/tracker?async=false', {
    trackedEntities: [person('ApEntityPl1', { geometry }), person('ApEntityNo2', { potentialDuplicate: true })],
    enrollments: [
      enrolled('ApEnrollPl1', 'ApEntityPl1', { notes: [note('ApNoteEnr01')], followUp: true }),
      enrolled('ApEnrollCl2', 'ApEntityNo2', { orgUnit: 'ApOuClinic3' }),
    ],
    events: [
      visited('ApEventDone', 'ApEnrollPl1', {
        status: 'COMPLETED',
        completedAt: '2024-01-12',
        dataValues: [{ dataElement: 'ApDeVisit01', value: '61' }],
        notes: [note('ApNoteEve01'), note('ApNoteEve02')],
        assignedUser: { username: 'ap.agent' },
      }),
      visited('ApEventSkip', 'ApEnrollPl1', { status: 'SKIPPED' }),
      visited('ApEventLate', 'ApEnrollPl1', { status: 'OVERDUE' }),
      visited('ApEventPlan', 'ApEnrollPl1', { status: 'SCHEDULE', occurredAt: undefined }),
    ],
    relationships: [
      {
        relationship: 'ApLinkEnr01',
        relationshipType: 'ApRelEnroll',
        from: { enrollment: { enrollment: 'ApEnrollPl1' } },
        to: { enrollment: { enrollment: 'ApEnrollCl2' } },
      },
      {
        relationship: 'ApLinkEve01',
        relationshipType: 'ApRelEvents',
        from: { event: { event: 'ApEventDone' } },
        to: { event: { event: 'ApEventLate' } },
      },
    ],
  });
}

/** A clinic that closed after people were enrolled in it. */
async function closeClinic(ask: AskStandin): Promise<void> {
  const clinic = await ask('GET', '/api/organisationUnits/ApOuClinic3?fields=:owner');
  await ask('POST', '/api/metadata', { organisationUnits: [{ ...clinic, closedDate: '2023-12-31' }] });
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('what other tools lose arrives, %s', (release) => {
  let pair: StandinPair;
  let ask: AskStandin;
  let told: string[];
  let verdict: string;

  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
    ask = askStandin(pair.target.url);
    const asks = [askStandin(pair.source.url), ask] as const;
    for (const side of [pair.source, pair.target]) await fillDetailWorld(side.url);
    for (const each of asks) await addDefectMetadata(each);
    await fillSource(asks[0]);
    for (const each of asks) await closeClinic(each);
    const [source, target] = [await pair.connect('source'), await pair.connect('target')];
    const ended = await runOnce({ database: store.database, source, target, options: { only } });
    verdict = ended.verdict;
    const findings = await toldBy(store.database, ended.runId);
    told = findings.map(({ type, key, cause, code }) => `${type} ${key} ${cause} ${code}`);
  });
  afterAll(() => pair.close());

  const object = (type: string, uid: string, fields = '*') =>
    ask('GET', `/api/tracker/${type}/${uid}?fields=${fields}&program=${program}`);
  const notesOf = async (type: string, uid: string) =>
    ((await object(type, uid, 'notes')).notes as { note: string; value: string }[])
      .map((each) => `${each.note}: ${each.value}`)
      .sort();

  it('nothing is refused, and nothing differs without a reason', () => {
    const lost = release === '2.42.4.1' ? [] : [`events ${program} impossible COMPLETION_DATE_NOT_KEPT`];
    expect(told).toEqual(lost);
    expect(verdict).toBe('identical');
  });

  it('two values of one cell that differ only by who paid are both there, with follow-up and comment', async () => {
    const { dataValues } = await ask('GET', '/api/dataValueSets?dataSet=ApDsFunding&period=202401&orgUnit=ApOuClinic1');
    const cell = {
      dataElement: 'ApDeNumber2',
      period: '202401',
      orgUnit: 'ApOuClinic1',
      categoryOptionCombo: defaultCombo,
    };
    expect(dataValues).toHaveLength(2);
    expect(dataValues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...cell,
          attributeOptionCombo: 'ApCocFunde1',
          value: '11',
          followup: true,
          comment: 'checked, à revoir',
        }),
        expect.objectContaining({ ...cell, attributeOptionCombo: 'ApCocFunde2', value: '22' }),
      ]),
    );
  });

  it('a person without a place on the map gets none', async () => {
    expect((await object('trackedEntities', 'ApEntityPl1')).geometry).toEqual(geometry);
    expect((await object('trackedEntities', 'ApEntityNo2')).geometry ?? undefined).toBeUndefined();
  });

  it('notes of enrollments and events keep their words and their UIDs', async () => {
    expect(await notesOf('enrollments', 'ApEnrollPl1')).toEqual(['ApNoteEnr01: remark ApNoteEnr01']);
    const ofEvent = ['ApNoteEve01: remark ApNoteEve01', 'ApNoteEve02: remark ApNoteEve02'];
    expect(await notesOf('events', 'ApEventDone')).toEqual(ofEvent);
  });

  it('links between enrollments and between events are there', async () => {
    const path = (end: string) => `/api/tracker/relationships?${end}&fields=relationship,from,to`;
    for (const [end, uid] of [
      ['enrollment=ApEnrollPl1', 'ApLinkEnr01'],
      ['event=ApEventDone', 'ApLinkEve01'],
    ] as const) {
      const found = await ask('GET', path(end));
      const list = (found.relationships ?? found.instances) as { relationship: string }[];
      expect(list.map(({ relationship }) => relationship)).toEqual([uid]);
    }
  });

  it('a visit is still somebody’s to do', async () => {
    expect((await object('events', 'ApEventDone')).assignedUser).toMatchObject({ username: 'ap.agent' });
  });

  it('completed, skipped, overdue and planned visits are what they were', async () => {
    const states = ['ApEventDone', 'ApEventSkip', 'ApEventLate', 'ApEventPlan'];
    const found = await Promise.all(states.map(async (uid) => (await object('events', uid)).status));
    expect(found).toEqual(['COMPLETED', 'SKIPPED', 'OVERDUE', 'SCHEDULE']);
  });

  it('an enrollment in a clinic that has closed since is there', async () => {
    expect(await object('enrollments', 'ApEnrollCl2')).toMatchObject({ orgUnit: 'ApOuClinic3' });
  });

  it('followed-up enrollments and suspected doubles stay marked', async () => {
    expect((await object('enrollments', 'ApEnrollPl1')).followUp).toBe(true);
    expect((await object('trackedEntities', 'ApEntityNo2')).potentialDuplicate).toBe(true);
  });
});
