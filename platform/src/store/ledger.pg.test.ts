import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noCounts } from '../model/counts.ts';
import type { Finding } from '../model/finding.ts';
import type { FinishedChunk } from '../model/ledger.ts';
import { loadFindings } from './finding.ts';
import { createLedger } from './ledger.ts';
import { createRun } from './run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { loadTotals } from './totals.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const refusal: Finding = {
  type: 'constants',
  key: 'bCqvfPR02Im',
  name: 'Pi',
  cause: 'refused',
  code: 'E5003',
  message: 'Property `name` with value `Pi` already exists',
  count: 1,
};

function chunk(parts: Partial<FinishedChunk> = {}): FinishedChunk {
  return { stage: 'metadata', key: 'constants-1', counts: {}, findings: [], ...parts };
}

async function startRun() {
  const runId = await createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'production',
    targetReference: 'training',
    options: {},
  });
  return createLedger(store.database, runId);
}

test('a finished chunk is known by its key, within its stage and its run', async () => {
  const ledger = await startRun();
  const other = await startRun();
  await ledger.finishChunk(chunk());
  expect(await ledger.finishedKeys('metadata')).toEqual(new Set(['constants-1']));
  expect(await ledger.finishedKeys('tracker')).toEqual(new Set());
  expect(await other.finishedKeys('metadata')).toEqual(new Set());
});

test('the same chunk finished again replaces its counts and findings, and doubles nothing', async () => {
  const ledger = await startRun();
  await ledger.finishChunk(chunk({ counts: { constants: { read: 6, refused: 6 } }, findings: [refusal, refusal] }));
  await ledger.finishChunk(chunk({ counts: { constants: { read: 6, created: 5, refused: 1 } }, findings: [refusal] }));
  expect(await loadTotals(store.database, ledger.runId)).toEqual({
    constants: { ...noCounts, read: 6, created: 5, refused: 1, verified: 0 },
  });
  expect((await loadFindings(store.database, ledger.runId)).findings).toEqual([refusal]);
});

test('a chunk whose findings cannot be stored is not finished at all', async () => {
  const ledger = await startRun();
  const impossible = { ...refusal, count: Number.NaN };
  const broken = chunk({ counts: { constants: { read: 1, refused: 1 } }, findings: [refusal, impossible] });
  await expect(ledger.finishChunk(broken)).rejects.toThrow();
  expect(await ledger.finishedKeys('metadata')).toEqual(new Set());
  expect((await loadFindings(store.database, ledger.runId)).findings).toEqual([]);
});

test('texts of DHIS2 that PostgreSQL cannot hold are kept with a replacement character', async () => {
  const ledger = await startRun();
  const strange = { ...refusal, name: 'a\u0000b', message: 'half \ud83d' };
  await ledger.finishChunk(chunk({ findings: [strange], facts: { status: 'x\u0000y' } }));
  const [kept] = await ledger.findingsFor('constants', [refusal.key]);
  expect(kept).toMatchObject({ name: 'a\uFFFDb', message: 'half \uFFFD' });
  for await (const { facts } of ledger.chunkFacts('metadata')) expect(facts).toEqual({ status: 'x\uFFFDy' });
});

test('findings are found by type and key', async () => {
  const ledger = await startRun();
  await ledger.finishChunk(chunk({ findings: [refusal, { ...refusal, type: 'options', key: 'x' }] }));
  expect(await ledger.findingsFor('constants', [refusal.key, 'x'])).toEqual([refusal]);
  expect(await ledger.findingsFor('constants', [])).toEqual([]);
});

test('facts come in the order in which chunks were finished, over several pages', async () => {
  const ledger = await startRun();
  const keys = Array.from({ length: 1_203 }, (_, index) => `slice-${index}`);
  for (let start = 0; start < keys.length; start += 50) {
    for (const key of keys.slice(start, start + 50)) {
      await ledger.finishChunk(chunk({ stage: 'verification', key, facts: { key } }));
    }
  }
  const told: string[] = [];
  for await (const { key, facts } of ledger.chunkFacts('verification')) {
    expect(facts.key).toBe(key);
    told.push(key);
  }
  expect(told).toEqual(keys);
});

test('more findings than one statement can carry', async () => {
  const ledger = await startRun();
  const findings = Array.from({ length: 12_000 }, (_, index) => ({ ...refusal, key: `key-${index}` }));
  await ledger.finishChunk(chunk({ findings }));
  const page = await loadFindings(store.database, ledger.runId, { limit: 12_001 });
  expect(page.findings).toHaveLength(12_000);
});

test('whatever is repeated, and in whatever order, the totals are those of each chunk once', async () => {
  const amount = fc.integer({ min: 0, max: 1_000 });
  const work = fc.array(fc.record({ key: fc.integer({ min: 0, max: 5 }), created: amount, refused: amount }), {
    maxLength: 15,
  });
  await fc.assert(
    fc.asyncProperty(work, async (steps) => {
      const ledger = await startRun();
      const last = new Map<number, { created: number; refused: number }>();
      for (const { key, created, refused } of steps) {
        const counts = { options: { read: created + refused, created, refused } };
        await ledger.finishChunk(chunk({ key: String(key), counts }));
        last.set(key, { created, refused });
      }
      const totals = await loadTotals(store.database, ledger.runId);
      const expected = [...last.values()];
      expect(totals.options?.created ?? 0).toBe(expected.reduce((sum, item) => sum + item.created, 0));
      expect(totals.options?.refused ?? 0).toBe(expected.reduce((sum, item) => sum + item.refused, 0));
    }),
    { numRuns: 15 },
  );
});

test('two writers of the same chunk leave one of them, whole', async () => {
  const ledger = await startRun();
  const writers = Array.from({ length: 6 }, (_, index) =>
    ledger.finishChunk(chunk({ counts: { options: { read: index + 1, created: index + 1 } }, findings: [refusal] })),
  );
  await Promise.all(writers);
  const totals = await loadTotals(store.database, ledger.runId);
  expect(totals.options?.read).toBe(totals.options?.created);
  expect((await loadFindings(store.database, ledger.runId)).findings).toEqual([refusal]);
});
