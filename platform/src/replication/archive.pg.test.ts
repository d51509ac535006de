import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standin, startStandin } from '@relais/standin/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkArchive } from '../archive/check-archive.ts';
import { openSourceArchive, openTargetArchive } from '../archive/open-archive.ts';
import { type ConnectedInstance, connect } from '../dhis2/connect.ts';
import { countsAddUp } from '../model/counts.ts';
import { digestOf } from '../model/digest.ts';
import { createLedger } from '../store/ledger.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { runOnce } from './fixtures/run-once.ts';
import { type StandinPair, startPair } from './fixtures/standin-pair.ts';
import { unexplainedOrRefused } from './fixtures/unexplained.ts';

/** The world of the issue, and a small one: every package is in both. */
const whole = { organisationUnits: 1_000, dataValues: 100_000, trackedEntities: 2_000 };
const small = { organisationUnits: 60, dataValues: 3_000, trackedEntities: 60 };
const minutes = 600_000;

let store: TestDatabase;
let scratch: string;
beforeAll(async () => {
  store = await createTestDatabase();
  scratch = await mkdtemp(join(tmpdir(), 'relais-archive-'));
});
afterAll(async () => {
  await store.drop();
  await rm(scratch, { recursive: true });
});

/**
 * What a run compared at its end: both digests of every slice that holds something, since an archive keeps no empty ones. But
 * for jobs: servers have some of their own, which are compared where both have them, and which nothing carries.
 */
async function comparedSlices(runId: number): Promise<Record<string, unknown>> {
  const slices: Record<string, unknown> = {};
  for await (const { key, facts } of createLedger(store.database, runId).chunkFacts('verification')) {
    // How a verification began is no slice.
    // What a later run may go by (`proof`) an archive does not leave.
    const { sourceDigest, targetDigest } = facts;
    if (sourceDigest === undefined) continue;
    if (sourceDigest !== digestOf([]) && !key.startsWith('jobConfigurations/')) {
      slices[key] = { sourceDigest, targetDigest };
    }
  }
  return slices;
}

describe.each([
  ['2.40.1', '2.42.4.1', whole],
  ['2.42.4.1', '2.42.4.1', small],
] as const)('an archive of %s, restored into %s', (from, to, world) => {
  let pair: StandinPair;
  let other: Standin;
  let otherTarget: ConnectedInstance;
  let directory: string;
  beforeAll(async () => {
    pair = await startPair([from, to], world);
    other = await startStandin({ release: to, seed: 'target' });
    directory = join(scratch, from);
    const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
    const signal = AbortSignal.timeout(minutes);
    otherTarget = await connect({ name: 'other', address: other.url, credentials, role: 'target' }, signal);
  }, 3 * minutes);
  afterAll(async () => {
    await otherTarget?.close();
    await other?.close();
    await pair?.close();
  });

  /** One run, with nothing unexplained and nothing refused. */
  async function run(sides: Pick<Parameters<typeof runOnce>[0], 'source' | 'target' | 'mode' | 'options'>) {
    const outcome = await runOnce({ database: store.database, ...sides });
    expect(await unexplainedOrRefused(store.database, outcome.runId)).toEqual([]);
    expect(outcome.verdict).toBe('identical');
    return outcome;
  }

  it(
    'takes everything; a run that was killed is gone on with; a second one writes nothing',
    async () => {
      const source = await pair.connect('source');
      const stopped = new AbortController();
      const killed = await openTargetArchive(directory, source);
      const dying: typeof killed = {
        ...killed,
        importCompleteness: async () => {
          stopped.abort();
          throw stopped.signal.reason;
        },
      };
      const dead = runOnce({ database: store.database, source, target: dying, signal: stopped.signal });
      await expect(dead).rejects.toThrow();
      await killed.close();
      await expect(openSourceArchive(directory)).rejects.toMatchObject({ code: 'ARCHIVE_UNFINISHED' });

      const target = await openTargetArchive(directory, source);
      const first = await run({ source, target });
      await target.close();
      expect(first.totals.dataValues).toMatchObject({ created: 0, verified: first.totals.dataValues?.read });
      expect(first.totals.events?.created).toBeGreaterThan(0);
      expect(Object.entries(first.totals).filter(([, counts]) => !countsAddUp(counts))).toEqual([]);

      const before = await readFile(join(directory, 'manifest.json'), 'utf8');
      const files = await readdir(directory, { recursive: true });
      const again = await openTargetArchive(directory, source);
      const second = await run({ source, target: again });
      await again.close();
      expect(second.comparisonDigest).toBe(first.comparisonDigest);
      expect(await readFile(join(directory, 'manifest.json'), 'utf8')).toBe(before);
      expect((await readdir(directory, { recursive: true })).sort()).toEqual(files.sort());
      const check = await checkArchive(directory, AbortSignal.timeout(minutes));
      expect(check).toMatchObject({ isUnfinished: false, damaged: [] });
      expect(check.manifest.counts.dataValues).toBe(first.totals.dataValues?.read);
    },
    5 * minutes,
  );

  it(
    'leaves the target as the instance itself would have left it',
    async () => {
      const source = await pair.connect('source');
      const target = await pair.connect('target');
      const archive = await openSourceArchive(directory);
      const restored = await run({ source: archive, target });
      const direct = await run({ source, target: otherTarget });
      expect(await comparedSlices(restored.runId)).toEqual(await comparedSlices(direct.runId));
      expect(restored.totals.events).toEqual(direct.totals.events);
      // Each source is found again in what the other one has made.
      await run({ source, target, mode: 'verify' });
      await run({ source: archive, target: otherTarget, mode: 'verify' });
      await archive.close();
    },
    5 * minutes,
  );
});
