import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterwardsWords } from '../../../model/maintenance.ts';
import { type StandinPair, startBlankPair } from '../../fixtures/standin-pair.ts';
import { createInMemoryLedger, createInMemoryRun } from '../../in-memory/run.ts';
import { lookBefore, runAfterwards } from './afterwards.ts';

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('the upkeep of a target of %s', (release) => {
  let pair: StandinPair;
  beforeAll(async () => {
    pair = await startBlankPair([release, release]);
  });
  afterAll(() => pair.close());

  const prepare = async (afterwards?: (typeof afterwardsWords)[number][]) => {
    const ledger = createInMemoryLedger();
    const run = createInMemoryRun({
      source: await pair.connect('source'),
      target: await pair.connect('target'),
      ledger,
    });
    const told: string[] = [];
    const progress = { ...run.progress, noticed: (_stage: string, text: { en: string }) => told.push(text.en) };
    return { ledger, told, context: { ...run, progress, options: { ...run.options, afterwards } } };
  };

  it('ends every task that was asked for, and tells the data integrity before and after', async () => {
    const { context, ledger, told } = await prepare([...afterwardsWords]);
    await lookBefore(context);
    await runAfterwards(context);
    expect([...(await ledger.finishedKeys('afterwards'))].sort()).toEqual([
      'analytics',
      'caches',
      'categoryOptionCombos',
      'dataIntegrity/after',
      'dataIntegrity/before',
      'resourceTables',
    ]);
    expect([...ledger.chunks.values()].flatMap(({ findings }) => findings)).toEqual([]);
    expect(told).toEqual([expect.stringContaining('data integrity of the target')]);
  });

  it('clears the caches, and asks for nothing dear, when nobody said what to do', async () => {
    const { context, ledger } = await prepare();
    await lookBefore(context);
    await runAfterwards(context);
    expect([...(await ledger.finishedKeys('afterwards'))]).toEqual(['caches']);
  });

  it('goes on where the target has no summary of its data integrity, and says why there is none', async () => {
    const { context, ledger, told } = await prepare(['dataIntegrity', 'caches']);
    pair.target.faults.add({ match: { path: '/api/dataIntegrity/summary' }, kind: 'status', status: 404, times: 2 });
    await lookBefore(context);
    await runAfterwards(context);
    expect([...(await ledger.finishedKeys('afterwards'))].sort()).toEqual([
      'caches',
      'dataIntegrity/after',
      'dataIntegrity/before',
    ]);
    expect(told).toEqual([expect.stringMatching(/could not be checked: .*404/)]);
  });

  it('tells a task that the target refuses, goes on, and does not repeat what is done', async () => {
    const { context, ledger } = await prepare(['caches', 'resourceTables']);
    pair.target.faults.add({ match: { path: '/api/resourceTables' }, kind: 'status', status: 403, times: 1 });
    await runAfterwards(context);
    const findings = () => [...ledger.chunks.values()].flatMap((chunk) => chunk.findings);
    expect(findings()).toMatchObject([{ type: 'maintenance', key: 'resourceTables', code: 'MAINTENANCE_FAILED' }]);
    await runAfterwards(context);
    expect(ledger.chunks.size).toBe(2);
  });
});
