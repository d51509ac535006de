import { afterAll, beforeAll, expect, test } from 'vitest';
import { noCounts } from '../model/counts.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import { listNotices, saveNotice } from './notice.ts';
import { createRun, listRuns, loadRun, saveRunInstances, saveRunOutcome, setRunState } from './run.ts';
import { findRunsInUse, withRunLock } from './run-lock.ts';
import { listStages, saveStageEnd, saveStageStart } from './stage.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

function startRun() {
  return createRun(store.database, {
    mode: 'replicate',
    sourceReference: 'production',
    targetReference: 'https://training.example.org',
    options: { dryRun: false, only: ['dataElements'] },
  });
}

test('a new run is pending and keeps what was asked', async () => {
  const run = await loadRun(store.database, await startRun());
  expect(run).toMatchObject({
    mode: 'replicate',
    state: 'pending',
    sourceReference: 'production',
    targetReference: 'https://training.example.org',
    options: { dryRun: false, only: ['dataElements'] },
    interruptions: 0,
  });
  expect(run.startedAt).toBeUndefined();
});

test('a run that does not exist is an error with its number', async () => {
  await expect(loadRun(store.database, 999_999)).rejects.toMatchObject({ code: 'RUN_UNKNOWN', args: { run: 999_999 } });
});

test('a run taken up again keeps its first start and counts the interruption', async () => {
  const runId = await startRun();
  await setRunState(store.database, runId, 'running');
  const first = await loadRun(store.database, runId);
  await setRunState(store.database, runId, 'cancelled', 'Ctrl-C');
  expect(await loadRun(store.database, runId)).toMatchObject({ state: 'cancelled', reason: 'Ctrl-C' });
  await setRunState(store.database, runId, 'running');
  const again = await loadRun(store.database, runId);
  expect(again).toMatchObject({ state: 'running', reason: undefined, interruptions: 1, startedAt: first.startedAt });
  expect(again.finishedAt).toBeUndefined();
});

test('a pause is no interruption', async () => {
  const runId = await startRun();
  await setRunState(store.database, runId, 'running');
  await setRunState(store.database, runId, 'paused', 'the target does not answer');
  await setRunState(store.database, runId, 'running');
  expect((await loadRun(store.database, runId)).interruptions).toBe(0);
});

test('who took part and how it ended are kept', async () => {
  const runId = await startRun();
  const source = { name: 'production', address: 'https://dhis2.example.org', release: '2.42.4.1', username: 'relais' };
  const target = { name: 'training', address: 'https://training.example.org', release: '2.42.4.1' };
  const outcome: RunOutcome = {
    verdict: 'identical-except-refusals',
    totals: { dataElements: { ...noCounts, read: 3, created: 2, refused: 1, verified: 2 } },
    findings: { refused: 1, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 },
    comparisonDigest: 'abc',
  };
  await saveRunInstances(store.database, runId, source, target);
  await saveRunOutcome(store.database, runId, outcome);
  expect(await loadRun(store.database, runId)).toMatchObject({ source, target, outcome });
});

test('runs are listed newest first, and by state', async () => {
  const older = await startRun();
  const newer = await startRun();
  await setRunState(store.database, older, 'failed', 'unreachable');
  const all = (await listRuns(store.database)).map((run) => run.id);
  expect(all.indexOf(newer)).toBeLessThan(all.indexOf(older));
  const failed = await listRuns(store.database, { states: ['failed'] });
  expect(failed.map((run) => run.id)).toEqual([older]);
});

test('one process at a time carries out a run', async () => {
  const runId = await startRun();
  const inside = await withRunLock(store.database, runId, async () => {
    await expect(withRunLock(store.database, runId, async () => 'second')).rejects.toMatchObject({
      code: 'RUN_IN_USE',
    });
    return findRunsInUse(store.database);
  });
  expect(inside).toContain(runId);
  expect(await findRunsInUse(store.database)).not.toContain(runId);
  expect(await withRunLock(store.database, runId, async () => 'again')).toBe('again');
});

test('stages keep their first start, and are unfinished while they run again', async () => {
  const runId = await startRun();
  await saveStageStart(store.database, runId, 'preflight');
  await saveStageEnd(store.database, runId, 'preflight', '4,118 objects');
  await saveStageStart(store.database, runId, 'metadata');
  const [preflight, metadata] = await listStages(store.database, runId);
  expect(preflight).toMatchObject({ name: 'preflight', remark: '4,118 objects' });
  expect(metadata).toMatchObject({ name: 'metadata', finishedAt: undefined });
  await saveStageStart(store.database, runId, 'preflight');
  const [again] = await listStages(store.database, runId);
  expect(again).toMatchObject({ name: 'preflight', startedAt: preflight?.startedAt, finishedAt: undefined });
});

test('notices are kept in both languages, in order', async () => {
  const runId = await startRun();
  await saveNotice(store.database, runId, { stage: 'tracker', fr: 'en pause', en: 'paused' });
  await saveNotice(store.database, runId, { stage: 'tracker', fr: 'reprise', en: 'going on' });
  expect((await listNotices(store.database, runId)).map((notice) => notice.en)).toEqual(['paused', 'going on']);
});
