import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandinPair, startPair } from '../../fixtures/standin-pair.ts';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { trackerStage } from './stage.ts';
import { verifyTracker } from './verify.ts';

const people = 60;
const size = { organisationUnits: 12, dataValues: 0, packages: false };

/** The same world on both sides, people only on the source: what the metadata stage leaves behind. */
describe.each([
  ['2.40.1', '2.42.4.1'],
  ['2.42.4.1', '2.42.4.1'],
] as const)('stand-ins %s → %s', (sourceRelease, targetRelease) => {
  let pair: StandinPair;

  beforeAll(async () => {
    pair = await startPair([sourceRelease, targetRelease], { ...size, trackedEntities: people });
    await loadDemoWorld(pair.target.url, { ...size, trackedEntities: 0 });
  });
  afterAll(() => pair.close());

  test('all tracker data arrives, is proved, and is not sent again', async () => {
    const [source, target] = await Promise.all([pair.connect('source'), pair.connect('target')]);
    const first = createInMemoryLedger();
    const context = createInMemoryRun({ source, target, ledger: first });
    await trackerStage.run(context);
    const findings = [...first.chunks.values()].flatMap((chunk) => chunk.findings);
    expect(findings.filter(({ cause }) => cause !== 'impossible')).toEqual([]);
    expect(first.totals().trackedEntities).toMatchObject({ read: people, created: people });

    let [compared, identical] = [0, 0];
    for await (const slice of verifyTracker(context)) {
      expect(slice.findings.filter(({ cause }) => cause !== 'impossible')).toEqual([]);
      expect(slice.targetDigest).toBe(slice.sourceDigest);
      compared += slice.compared;
      identical += slice.identical;
    }
    expect(compared).toBeGreaterThan(3 * people);
    expect(identical).toBe(compared);

    const second = createInMemoryLedger();
    await trackerStage.run(createInMemoryRun({ source, target, ledger: second }));
    for (const { read, unchanged } of Object.values(second.totals())) expect(unchanged).toBe(read);
  });
});
