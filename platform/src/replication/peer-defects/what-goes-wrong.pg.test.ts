import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../dhis2/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { type AskStandin, askStandin } from '../fixtures/ask-standin.ts';
import { fillDetailWorld } from '../fixtures/detail-world.ts';
import { runOnce, type TestRun } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import { addDefectMetadata, enrolled, person, program, visited } from './defect-world.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const only = ['trackedEntities', 'enrollments', 'events'];
const people = 12;
const uid = (kind: string, number: number) => `Ap${kind}${String(number).padStart(9 - kind.length, '0')}`;
const numbers = Array.from({ length: people }, (_, at) => at + 1);

async function fillSource(ask: AskStandin): Promise<void> {
  await ask('POST', '/api/tracker?async=false', {
    trackedEntities: numbers.map((number) => person(uid('Person', number))),
    enrollments: numbers.map((number) => enrolled(uid('Enrol', number), uid('Person', number))),
    events: numbers.map((number) => visited(uid('Visit', number), uid('Enrol', number))),
  });
}

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('what goes wrong is not hidden, %s', (release) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  let askSource: AskStandin;
  let askTarget: AskStandin;

  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
    [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    for (const side of [pair.source, pair.target]) await fillDetailWorld(side.url);
    for (const ask of [askSource, askTarget]) await addDefectMetadata(ask);
    await fillSource(askSource);
    [source, target] = [await pair.connect('source'), await pair.connect('target')];
  });
  afterAll(() => pair.close());
  beforeEach(() => {
    pair.source.faults.clear();
    pair.target.faults.clear();
  });

  async function run(more: Partial<TestRun> = {}) {
    const ended = await runOnce({ database: store.database, source, target, options: { only }, ...more });
    const told = await toldBy(store.database, ended.runId);
    return { ...ended, told: told.map(({ type, key, cause, code }) => `${type} ${key} ${cause} ${code}`) };
  }
  const countOf = async (ask: AskStandin, type: string) => {
    const [units, mode] = release === '2.40.1' ? ['orgUnit', 'ouMode'] : ['orgUnits', 'orgUnitMode'];
    const where = type === 'events' ? 'orgUnit' : units;
    const path = `/api/tracker/${type}?program=${program}&${where}=ApOuCountr1&${mode}=DESCENDANTS`;
    const found = await ask('GET', `${path}&pageSize=100&fields=*`);
    return ((found[type] ?? found.instances) as unknown[]).length;
  };

  it('a page that breaks off in the middle is read again, never taken for the end', async () => {
    const path = release === '2.40.1' ? 'tracker/trackedEntities\\?' : 'tracker/(enrollments|trackedEntities)\\?';
    pair.source.faults.add({ match: { path: `${path}.*page=1&pageSize=500` }, kind: 'truncate', times: 2 });
    const { totals, verdict } = await run({ options: { only: ['trackedEntities', 'enrollments'] } });
    expect(totals.trackedEntities).toMatchObject({ read: people, created: people, verified: people });
    expect(totals.enrollments).toMatchObject({ read: people, created: people, verified: people });
    expect(verdict).toBe('identical');
  });

  it('a list that the source cannot give is told, and comes with the next run: nothing was ticked off', async () => {
    const path = release === '2.40.1' ? 'fields=.*events%5B' : 'tracker/events\\?.*pageSize=500';
    pair.source.faults.add({ match: { path }, kind: 'status', status: 409 });
    const failed = await run();
    expect(failed.told.filter((line) => line.startsWith('events'))).toContain(
      `events ${program} unexplained SOURCE_UNREADABLE`,
    );
    expect(failed.verdict).toBe('different');
    expect(await countOf(askTarget, 'events')).toBe(0);
    pair.source.faults.clear();
    const next = await run();
    expect(next.totals.events).toMatchObject({ read: people, created: people, verified: people });
    expect(next.verdict).toBe('identical');
  });

  it('one person whom the target refuses holds back nobody else, and is named', async () => {
    await askSource('POST', '/api/tracker?async=false', {
      trackedEntities: numbers.map((number) => person(uid('Other', number), { orgUnit: 'ApOuClinic2' })),
    });
    await askTarget('POST', '/api/tracker?async=false', { trackedEntities: [person(uid('Other', 5))] });
    await askTarget('POST', '/api/tracker?async=false&importStrategy=DELETE', {
      trackedEntities: [{ trackedEntity: uid('Other', 5) }],
    });
    const { totals, told, verdict, runId } = await run();
    expect(totals.trackedEntities).toMatchObject({ read: 2 * people, created: people - 1, refused: 1 });
    expect(told).toEqual([`trackedEntities ${uid('Other', 5)} refused E1114`]);
    expect(verdict).toBe('identical-except-refusals');
    const removal =
      release === '2.40.1' ? 'softDeletedTrackedEntityInstanceRemoval' : 'softDeletedTrackedEntityRemoval';
    await askTarget('POST', `/api/maintenance/${removal}`);
    const resumed = await run({ runId });
    expect(resumed.told).toEqual([]);
    expect(resumed.totals.trackedEntities).toMatchObject({ refused: 0, verified: 2 * people });
  });

  it('what no import removes is told, and not sent again at every run', async () => {
    const note = { note: 'ApNoteOnly1', value: 'of the target' };
    await askTarget('POST', '/api/tracker?async=false', {
      events: [
        visited(uid('Visit', 1), uid('Enrol', 1), { notes: [note] }),
        visited(uid('Visit', 2), uid('Enrol', 2), { assignedUser: { username: 'ap.agent' } }),
      ],
    });
    const sent: string[] = [];
    const watched: typeof target = {
      ...target,
      importTracker: (payload, options) => {
        sent.push(...Object.keys(payload));
        return target.importTracker(payload, options);
      },
    };
    const { told, verdict } = await run({ target: watched });
    expect(sent).toEqual([]);
    expect(told).toEqual([
      `events ${uid('Visit', 1)} impossible NOTE_CANNOT_BE_CHANGED`,
      `events ${uid('Visit', 2)} impossible ASSIGNMENT_CANNOT_BE_REMOVED`,
    ]);
    expect(verdict).toBe('identical');
  });

  it('a source whose clock is hours ahead of ours hides no difference as a late change, and loses none', async () => {
    const hoursAhead = 5 * 3_600_000;
    pair.source.instance.now = () => new Date(Date.now() + hoursAhead);
    const changed = person(uid('Person', 3), { geometry: { type: 'Point', coordinates: [1, 2] } });
    await askSource('POST', '/api/tracker?async=false', { trackedEntities: [changed] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const elsewhere = await pair.connect('source');
    const looked = await run({ source: elsewhere, mode: 'verify' });
    expect(looked.told).toContain(`trackedEntities ${uid('Person', 3)} unexplained DIFFERS`);
    expect(looked.told.filter((line) => line.includes('CHANGED_MEANWHILE'))).toEqual([]);
    const { totals } = await run({ source: elsewhere });
    expect(totals.trackedEntities).toMatchObject({ updated: 1, unchanged: 2 * people - 1, verified: 2 * people });
  });
});
