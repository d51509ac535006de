import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunMode, RunOutcome } from '../model/run-outcome.ts';
import { readAudit } from './audit.ts';
import { createRun, saveRunOutcome, setRunState } from './run.ts';
import { keepBirth, moveRun } from './run-transition.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(() => store.database.deleteFrom('notice_event').execute());

const counts = {
  read: 10,
  created: 3,
  updated: 2,
  unchanged: 5,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 1,
  verified: 9,
};
const outcome = (
  findings: Partial<RunOutcome['findings']> = {},
  verdict: RunOutcome['verdict'] = 'identical',
): RunOutcome => ({
  verdict,
  totals: { dataValues: counts },
  findings: { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0, ...findings },
});

async function start(mode: RunMode = 'replicate'): Promise<number> {
  const references = { sourceReference: 'production', targetReference: 'training' };
  const runId = await createRun(store.database, { mode, ...references, options: {}, startedBy: 'schedule nightly' });
  await setRunState(store.database, runId, 'running');
  return runId;
}

async function events(): Promise<readonly string[]> {
  const rows = await store.database.selectFrom('notice_event').select('name').orderBy('id').execute();
  return rows.map(({ name }) => name);
}

async function trail(runId: number) {
  const entries = [];
  for await (const entry of readAudit(store.database, { runId })) entries.push(entry);
  return entries;
}

describe('every run leaves a trail', () => {
  test('who asked for it and with what, then each change of its state, what it did at its end', async () => {
    const runId = await start();
    await saveRunOutcome(store.database, runId, outcome());
    await setRunState(store.database, runId, 'completed');
    const entries = await trail(runId);
    expect(entries.map(({ action }) => action)).toEqual(['run.created', 'run.started', 'run.finished']);
    expect(entries[0]).toMatchObject({
      actorKind: 'schedule',
      actor: 'nightly',
      subjectKind: 'run',
      subject: String(runId),
    });
    expect(JSON.parse(entries[0]?.after ?? '')).toMatchObject({ source: 'production', target: 'training' });
    expect(JSON.parse(entries[2]?.after ?? '')).toMatchObject({
      state: 'completed',
      verdict: 'identical',
      written: 5,
      deleted: 1,
    });
  });

  test('a pause and what follows it, by whoever moved it', async () => {
    const runId = await start();
    await store.database.transaction().execute(async (transaction) => {
      await moveRun(transaction, runId, { to: 'paused', reason: { code: 'RUN_PAUSE_ASKED' }, toldBy: 'operator' });
    });
    const actor = { kind: 'command-line', name: 'operator', address: 'relais.example.org' } as const;
    await setRunState(store.database, runId, 'running', undefined, { by: actor, code: 'RUN_RESUME_ASKED' });
    const entries = await trail(runId);
    expect(entries.map(({ action }) => action)).toEqual(['run.created', 'run.started', 'run.paused', 'run.resumed']);
    expect(entries[2]).toMatchObject({ actor: 'operator', before: '{"state":"running"}' });
    expect(entries[3]).toMatchObject({ actorKind: 'command-line', address: 'relais.example.org' });
    expect(await events()).toEqual(['run.started', 'run.paused', 'run.resumed']);
  });

  test('what did not happen is not told', async () => {
    const runId = await start();
    const undone = store.database.transaction().execute(async (transaction) => {
      await setRunState(transaction, runId, 'failed', 'x');
      await keepBirth(transaction, runId, { reason: { code: 'RUN_ASKED' }, toldBy: 'x' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await trail(runId)).toHaveLength(2);
    expect(await events()).toEqual(['run.started']);
  });
});

describe('what people may want to be told', () => {
  test.each([
    ['completed', outcome(), ['run.started', 'run.completed']],
    ['completed-with-refusals', outcome({ refused: 4 }), ['run.started', 'run.completed-with-refusals']],
    ['completed', outcome({ unexplained: 1 }, 'different'), ['run.started', 'run.different']],
    ['failed', undefined, ['run.started', 'run.failed']],
    ['cancelled', undefined, ['run.started', 'run.cancelled']],
    ['completed', outcome({}, 'planned'), ['run.started']],
  ] as const)('a replication that is %s', async (state, ended, expected) => {
    const runId = await start();
    if (ended) await saveRunOutcome(store.database, runId, ended);
    await setRunState(store.database, runId, state);
    expect(await events()).toEqual(expected);
  });

  test('a comparison is told only where it finds something that nothing explains, or fails', async () => {
    const quiet = await start('verify');
    await saveRunOutcome(store.database, quiet, outcome({ refused: 3 }));
    await setRunState(store.database, quiet, 'completed-with-refusals');
    expect(await events()).toEqual([]);
    const loud = await start('verify');
    await saveRunOutcome(store.database, loud, outcome({ unexplained: 3 }, 'different'));
    await setRunState(store.database, loud, 'completed');
    expect(await events()).toEqual(['run.different']);
  });

  test('numbers and names, no address with credentials, no words of a server', async () => {
    const references = {
      sourceReference: 'https://dhis2.example.org/moh?x=planted',
      targetReference: 'archive:/srv/secret-place/copy',
    };
    const runId = await createRun(store.database, { mode: 'replicate', ...references, options: {} });
    await setRunState(store.database, runId, 'running');
    await setRunState(store.database, runId, 'failed', 'the server said: Value planted-name is not valid');
    const rows = await store.database.selectFrom('notice_event').select(['args', 'topic', 'run_id']).execute();
    expect(rows[1]).toMatchObject({ run_id: runId, topic: 'dhis2.example.org/moh → archive:copy' });
    expect(JSON.stringify(rows)).not.toMatch(/planted|secret-place/);
  });
});
