import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { askStandin } from '../../fixtures/ask-standin.ts';
import { clinics, fillDetailWorld } from '../../fixtures/detail-world.ts';
import { runOnce } from '../../fixtures/run-once.ts';
import { startBlankPair } from '../../fixtures/standin-pair.ts';
import { unexplainedOrRefused } from '../../fixtures/unexplained.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const [home, elsewhere] = clinics;
const attribute = 'OoTeaColour';
const [person, enrollment] = ['OoPerson001', 'OoEnrolle01'];

/** A person of one clinic who is enrolled at another, in a program with an attribute of its own. */
async function fill(address: string): Promise<void> {
  await fillDetailWorld(address);
  const ask = askStandin(address);
  const named = { name: 'Couleur', shortName: 'Couleur', valueType: 'TEXT', aggregationType: 'NONE' };
  const program = await ask('GET', '/api/programs/ApProgTrack?fields=:owner');
  await ask('POST', '/api/metadata', {
    trackedEntityAttributes: [{ id: attribute, ...named }],
    programs: [{ ...program, programTrackedEntityAttributes: [{ trackedEntityAttribute: { id: attribute } }] }],
  });
  await ask('POST', '/api/tracker?async=false', {
    trackedEntities: [{ trackedEntity: person, trackedEntityType: 'ApTetPerson', orgUnit: home }],
    enrollments: [
      {
        enrollment,
        trackedEntity: person,
        program: 'ApProgTrack',
        orgUnit: elsewhere,
        enrolledAt: '2024-01-01',
        occurredAt: '2024-01-01',
        attributes: [{ attribute, value: 'bleu' }],
      },
    ],
  });
}

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.40.1'],
])('an enrollment elsewhere than its person, %s to %s', (from, to) => {
  it('stays where it is, with the attributes of its program', async () => {
    const pair = await startBlankPair([from, to]);
    await fill(pair.source.url);
    const run = {
      database: store.database,
      source: await pair.connect('source'),
      target: await pair.connect('target'),
    };
    const first = await runOnce(run);
    expect(await unexplainedOrRefused(store.database, first.runId)).toEqual([]);
    expect(first.totals.enrollments).toMatchObject({ created: 1, verified: 1 });
    const there = await askStandin(pair.target.url)('GET', `/api/tracker/enrollments/${enrollment}?fields=*`);
    expect(there).toMatchObject({ orgUnit: elsewhere, attributes: [{ attribute, value: 'bleu' }] });
    expect((await runOnce(run)).totals.enrollments).toMatchObject({ unchanged: 1, created: 0, updated: 0 });
    await pair.close();
  });
});
