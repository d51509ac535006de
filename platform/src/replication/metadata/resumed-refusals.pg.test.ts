import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WritableInstance } from '../../model/instance.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { newRun, runOnce } from '../fixtures/run-once.ts';
import { startBlankPair } from '../fixtures/standin-pair.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

it('what a killed run had written stays counted, though what was refused before it is taken when the run goes on', async () => {
  await using stack = new AsyncDisposableStack();
  const pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  stack.defer(() => pair.close());
  const named = (uid: string) => ({ id: uid, name: uid, shortName: uid, code: uid, value: 1 });
  const uids = ['ConstantNr1', 'ConstantNr2', 'ConstantNr3'];
  await askStandin(pair.source.url)('POST', '/api/metadata', { constants: uids.map(named) });
  const [source, target] = [await pair.connect('source'), await pair.connect('target')];
  const killed = new AbortController();
  let imports = 0;
  const dying: WritableInstance = {
    ...target,
    async importMetadata(payload, options) {
      imports++;
      if (imports > 2) killed.abort(new Error('killed'));
      if (payload.constants?.[0]?.id !== uids[0]) return target.importMetadata(payload, options);
      const report = await target.importMetadata({ constants: [{ ...named(uids[0] ?? ''), name: null }] }, options);
      expect(report.errors).toMatchObject([{ uid: uids[0] }]);
      return report;
    },
  };
  const [runId, options] = [await newRun(store.database), { only: ['constants'] }];
  const first = { database: store.database, source, target: dying, runId, options, signal: killed.signal };
  await expect(runOnce(first)).rejects.toThrow('killed');
  const ended = await runOnce({ database: store.database, source, target, runId, options });
  expect(ended.totals.constants).toMatchObject({ read: 3, created: 3, refused: 0, verified: 3 });
});
