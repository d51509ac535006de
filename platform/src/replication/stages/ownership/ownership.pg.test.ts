import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedInstance } from '../../../dhis2/connect.ts';
import { countsAddUp } from '../../../model/counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../store/test-database.ts';
import { type AskStandin, askStandin } from '../../fixtures/ask-standin.ts';
import { fillDetailWorld } from '../../fixtures/detail-world.ts';
import { newRun, runOnce, type TestRun } from '../../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { toldBy } from '../../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const kinds = ['programOwners', 'potentialDuplicates'] as const;
const tracker = ['trackedEntities', 'enrollments', ...kinds];

const persons = ['ApEntity001', 'ApEntity002', 'ApEntity003', 'ApEntity004'];
const enrollmentOf = (uid: string) => uid.replace('Entity', 'Enroll');

function transferPath(release: string, trackedEntity: string, orgUnit: string): string {
  const entityKey = release.startsWith('2.40') ? 'trackedEntityInstance' : 'trackedEntity';
  const unitKey = release.startsWith('2.42') ? 'orgUnit' : 'ou';
  return `/api/tracker/ownership/transfer?${entityKey}=${trackedEntity}&program=ApProgTrack&${unitKey}=${orgUnit}`;
}

/** Four persons of one clinic; the second was handed to another clinic, the last was never enrolled. */
async function fillSource(ask: AskStandin, release: string): Promise<void> {
  const orgUnit = 'ApOuClinic1';
  await ask('POST', '/api/tracker?async=false', {
    trackedEntities: persons.map((trackedEntity) => ({ trackedEntity, trackedEntityType: 'ApTetPerson', orgUnit })),
    enrollments: persons.slice(0, 3).map((trackedEntity, at) => ({
      enrollment: enrollmentOf(trackedEntity),
      trackedEntity,
      program: 'ApProgTrack',
      orgUnit,
      status: 'ACTIVE',
      enrolledAt: `2024-0${at + 1}-10`,
      occurredAt: '2024-01-10',
    })),
  });
  await ask('PUT', transferPath(release, 'ApEntity002', 'ApOuClinic3'));
  await ask('POST', '/api/potentialDuplicates', { original: 'ApEntity001', duplicate: 'ApEntity002' });
  await ask('POST', '/api/potentialDuplicates', { original: 'ApEntity004', duplicate: 'ApEntity003' });
}

describe.each([
  ['2.40.1', '2.40.1'],
  ['2.41.5.1', '2.41.5.1'],
  ['2.42.4.1', '2.42.4.1'],
  ['2.40.1', '2.42.4.1'],
] as const)('owners and duplicates, %s to %s', (from, to) => {
  let pair: StandinPair;
  let source: ConnectedInstance;
  let target: ConnectedInstance;
  let askSource: AskStandin;
  let askTarget: AskStandin;

  beforeAll(async () => {
    pair = await startBlankPair([from, to]);
    await Promise.all([fillDetailWorld(pair.source.url), fillDetailWorld(pair.target.url)]);
    [askSource, askTarget] = [askStandin(pair.source.url), askStandin(pair.target.url)];
    await fillSource(askSource, from);
    [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
  });
  afterAll(() => pair.close());

  async function run(more: Partial<TestRun> = {}) {
    const ended = await runOnce({ database: store.database, source, target, options: { only: tracker }, ...more });
    for (const kind of kinds) {
      const counts = ended.totals[kind];
      if (counts !== undefined) expect(countsAddUp(counts)).toBe(true);
    }
    const told = await toldBy(store.database, ended.runId);
    return { ...ended, told: told.map(({ type, key, cause, code }) => `${type} ${key} ${cause} ${code}`) };
  }
  const ownerOf = async (ask: AskStandin, uid: string) => {
    const found = await ask('GET', `/api/tracker/trackedEntities/${uid}?program=ApProgTrack&fields=programOwners`);
    return (found.programOwners as { orgUnit: string }[])[0]?.orgUnit;
  };
  const pairsOf = async (ask: AskStandin) => {
    const found = await ask('GET', '/api/potentialDuplicates?status=ALL');
    return found.potentialDuplicates as { id: string; original: string; duplicate: string; status: string }[];
  };

  it('arrive: only the owner that differs is transferred; a second run changes nothing', async () => {
    const sent: string[] = [];
    const { entries } = target;
    const watched = {
      ...target,
      entries: {
        ...entries,
        write: (...args: Parameters<typeof entries.write>) => {
          sent.push(...args[2].map(({ key }) => key));
          return entries.write(...args);
        },
      },
    };
    const first = await run({ target: watched });
    expect(first.totals.programOwners).toMatchObject({ read: 3, updated: 1, unchanged: 2, verified: 3 });
    expect(first.totals.potentialDuplicates).toMatchObject({ read: 2, created: 2, verified: 2 });
    expect(sent).toEqual(['ApProgTrack/ApEntity002', 'ApEntity001/ApEntity002', 'ApEntity003/ApEntity004']);
    expect([await ownerOf(askTarget, 'ApEntity001'), await ownerOf(askTarget, 'ApEntity002')]).toEqual([
      'ApOuClinic1',
      'ApOuClinic3',
    ]);
    expect(first.verdict).toBe('identical');
    expect(first.told).toEqual([]);
    const second = await run({ target: watched });
    expect(sent).toHaveLength(3);
    expect(second.comparisonDigest).toBe(first.comparisonDigest);
  });

  it('follow what changed: another owner, and a pair that is none', async () => {
    await askSource('PUT', transferPath(from, 'ApEntity001', 'ApOuClinic2'));
    const [, other] = await pairsOf(askSource);
    await askSource('PUT', `/api/potentialDuplicates/${other?.id}?status=INVALID`);
    const { totals, verdict } = await run();
    expect(totals.programOwners).toMatchObject({ updated: 1, unchanged: 2 });
    expect(totals.potentialDuplicates).toMatchObject({ updated: 1, unchanged: 1 });
    expect(verdict).toBe('identical');
    expect(await ownerOf(askTarget, 'ApEntity001')).toBe('ApOuClinic2');
    expect((await pairsOf(askTarget)).map(({ status }) => status)).toEqual(['OPEN', 'INVALID']);
  });

  it('know a pair again that the target calls the other way round', async () => {
    await askSource('POST', '/api/potentialDuplicates', { original: 'ApEntity001', duplicate: 'ApEntity004' });
    await askTarget('POST', '/api/potentialDuplicates', { original: 'ApEntity004', duplicate: 'ApEntity001' });
    const { totals, told } = await run();
    expect(totals.potentialDuplicates).toMatchObject({ created: 0, unchanged: 3 });
    expect(told).toEqual([]);
  });

  it('tell a pair that only the target has, which nothing removes', async () => {
    await askTarget('POST', '/api/potentialDuplicates', { original: 'ApEntity002', duplicate: 'ApEntity004' });
    const { told } = await run();
    expect(told).toEqual(['potentialDuplicates ApEntity002/ApEntity004 skipped EXTRA_ON_TARGET']);
    expect(await pairsOf(askTarget)).toHaveLength(4);
  });

  it('are refused where the target cannot take them, and a transfer that was only said to be made is told', async () => {
    const orgUnit = 'ApOuClinic1';
    const trackedEntity = { trackedEntity: 'ApEntity005', trackedEntityType: 'ApTetPerson', orgUnit };
    const enrollment = { enrollment: 'ApEnroll005', trackedEntity: 'ApEntity005', program: 'ApProgTrack', orgUnit };
    const more = { status: 'ACTIVE', enrolledAt: '2024-05-10', occurredAt: '2024-05-10' };
    await askSource('POST', '/api/tracker?async=false', {
      trackedEntities: [trackedEntity],
      enrollments: [{ ...enrollment, ...more }],
    });
    await askSource('PUT', transferPath(from, 'ApEntity005', 'ApOuClinic3'));
    await askSource('POST', '/api/potentialDuplicates', { original: 'ApEntity001', duplicate: 'ApEntity005' });
    const { told, verdict } = await run({ options: { only: kinds } });
    expect(told).toContain(`programOwners ApProgTrack/ApEntity005 refused OWNER_NOT_TRANSFERRED`);
    expect(told).toContain('potentialDuplicates ApEntity001/ApEntity005 refused E1005');
    expect(verdict).toBe('identical-except-refusals');
    expect((await run()).verdict).toBe('identical');
  });

  it('go on after the run was stopped in the middle', async () => {
    await askSource('PUT', transferPath(from, 'ApEntity003', 'ApOuClinic2'));
    const controller = new AbortController();
    const runId = await newRun(store.database);
    const { entries } = target;
    const stopping = {
      ...target,
      entries: {
        ...entries,
        write: async (...args: Parameters<typeof entries.write>) => {
          const refusals = await entries.write(...args);
          controller.abort(new Error('killed'));
          return refusals;
        },
      },
    };
    await expect(run({ runId, target: stopping, signal: controller.signal })).rejects.toThrow();
    const { verdict, totals } = await run({ runId });
    expect(verdict).toBe('identical');
    expect(totals.programOwners).toMatchObject({ read: 4, verified: 4 });
    expect(await ownerOf(askTarget, 'ApEntity003')).toBe('ApOuClinic2');
  });
});
