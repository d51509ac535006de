import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import { loadFindingGroups, loadFindings, readFindings } from './finding.ts';
import { createLedger } from './ledger.ts';
import { createRun } from './run.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { loadTotals } from './totals.ts';

let store: TestDatabase;
let runId: number;
beforeAll(async () => {
  store = await createTestDatabase();
  runId = await createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'a',
    targetReference: 'b',
    options: {},
  });
  const ledger = createLedger(store.database, runId);
  const findings = Array.from({ length: 25 }, (_, index) => finding({ key: `object-${index}` }));
  const counts = { constants: { read: 30, created: 5, refused: 25 } };
  await ledger.finishChunk({ stage: 'metadata', key: '1', counts, findings });
  await ledger.finishChunk({
    stage: 'verification',
    key: '1',
    counts: { constants: { read: 30, unchanged: 5 } },
    findings: [
      finding({ key: 'object-0' }),
      finding({ cause: 'impossible', type: 'users', code: 'PASSWORD', count: 40 }),
    ],
  });
});
afterAll(() => store.drop());

function finding(parts: Partial<Finding>): Finding {
  return { type: 'constants', key: 'k', cause: 'refused', code: 'E5003', message: 'exists', count: 1, ...parts };
}

test('pages follow each other without a gap or a repetition', async () => {
  const keys: string[] = [];
  let after: number | undefined;
  do {
    const page = await loadFindings(store.database, runId, { cause: 'refused', limit: 10, after });
    keys.push(...page.findings.map((item) => item.key));
    after = page.next;
  } while (after !== undefined);
  expect(keys).toEqual([...Array.from({ length: 25 }, (_, index) => `object-${index}`), 'object-0']);
});

test('a filter keeps what it names', async () => {
  const found: string[] = [];
  for await (const item of readFindings(store.database, runId, { type: 'users' })) found.push(item.code);
  expect(found).toEqual(['PASSWORD']);
  expect((await loadFindings(store.database, runId, { code: 'E4000' })).findings).toEqual([]);
});

test('groups count objects, once each, and what one finding tells for many as many', async () => {
  const groups = await loadFindingGroups(store.database, runId);
  expect(groups).toEqual([
    { cause: 'impossible', type: 'users', code: 'PASSWORD', objects: 40, message: 'exists' },
    { cause: 'refused', type: 'constants', code: 'E5003', objects: 25, message: 'exists' },
  ]);
});

test('what the verification compared is not counted a second time', async () => {
  const totals = await loadTotals(store.database, runId);
  expect(totals.constants).toMatchObject({ read: 30, created: 5, refused: 25, unchanged: 0, verified: 5 });
});

test('what several chunks of a stage say of one group of values is of different values', async () => {
  const run = { mode: 'replicate', sourceReference: 'a', targetReference: 'b', options: {} } as const;
  const shared = await createRun(store.database, run);
  const ledger = createLedger(store.database, shared);
  const grouped = (count: number) => [finding({ type: 'dataValues', key: 'element', code: 'E7619', count })];
  await ledger.finishChunk({ stage: 'dataValues', key: '1', counts: {}, findings: grouped(30) });
  await ledger.finishChunk({ stage: 'dataValues', key: '2', counts: {}, findings: grouped(12) });
  await ledger.finishChunk({ stage: 'verification', key: '1', counts: {}, findings: grouped(5) });
  expect(await loadFindingGroups(store.database, shared)).toMatchObject([{ code: 'E7619', objects: 42 }]);
});
