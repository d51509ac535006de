import { describe, expect, test } from 'vitest';
import { countsAddUp, noCounts } from '../../model/counts.ts';
import { createEntryInstance, type EntryInstanceOptions } from '../in-memory/entry-instance.ts';
import { createInMemoryLedger, createInMemoryRun, type InMemoryRunOptions } from '../in-memory/run.ts';
import { copyEntries } from './copy-entries.ts';
import type { EntryClass } from './entry-class.ts';
import { entryStage, entryVerifier } from './entry-stage.ts';
import { verifyEntries } from './verify-entries.ts';

const stores: EntryClass = { kind: 'dataStore', stage: 'stores' };

/** A source and a target with these entries, by slice and key. */
function sides(source: object, target: object, options: EntryInstanceOptions = {}) {
  return {
    source: createEntryInstance({ contents: { dataStore: source as never } }),
    target: createEntryInstance({ contents: { dataStore: target as never }, ...options }),
  };
}

async function copy(kind: EntryClass, run: InMemoryRunOptions) {
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ ledger, ...run });
  await copyEntries(context, kind);
  const findings = [...ledger.chunks.values()].flatMap((chunk) => chunk.findings);
  const counts = { ...noCounts, ...ledger.totals()[kind.kind] };
  expect(countsAddUp(counts)).toBe(true);
  return { context, ledger, findings, counts };
}

async function verify(context: Parameters<typeof verifyEntries>[0], kind: EntryClass) {
  const slices = [];
  for await (const slice of verifyEntries(context, kind)) slices.push(slice);
  return {
    compared: slices.reduce((sum, { compared }) => sum + compared, 0),
    identical: slices.reduce((sum, { identical }) => sum + identical, 0),
    findings: slices.flatMap(({ findings }) => findings.map(({ key, code }) => `${key} ${code}`)),
    isSigned: slices.every(({ sourceDigest, targetDigest }) => sourceDigest === targetDigest),
  };
}

describe('copying entries', () => {
  test('writes what is absent or different, leaves what is equal, and a second run writes nothing', async () => {
    const pair = sides({ app: { a: 1, b: { x: [1] }, c: 'same' } }, { app: { b: { x: [2] }, c: 'same' } });
    const { counts, findings, context } = await copy(stores, pair);
    expect(counts).toMatchObject({ read: 3, created: 1, updated: 1, unchanged: 1 });
    expect(findings).toEqual([]);
    expect(pair.target.contentsOf('dataStore', 'app')).toEqual({ a: 1, b: { x: [1] }, c: 'same' });
    expect(await verify(context, stores)).toEqual({ compared: 3, identical: 3, findings: [], isSigned: true });
    const before = pair.target.log.length;
    expect((await copy(stores, pair)).counts).toMatchObject({ unchanged: 3, created: 0 });
    expect(pair.target.log).toHaveLength(before);
  });

  test('writes in batches while it reads', async () => {
    const pair = sides({ app: { a: 1, b: 2, c: 3 } }, {}, { kinds: ['dataStore'] });
    await copy({ ...stores, batch: 2 }, pair);
    expect(pair.target.log).toEqual(['write dataStore app a,b', 'write dataStore app c']);
  });

  test('tells refusals in the words of the target, and what no instance of its release takes as impossible', async () => {
    const pair = sides(
      { app: { a: 1, b: 2, c: 3 } },
      { app: {} },
      {
        refuses: ({ key }) => {
          if (key === 'a') return { code: 'E4000', message: 'Protected' };
          return key === 'b' ? { code: 'HTTP_404', message: 'Unknown', cause: 'impossible' } : undefined;
        },
      },
    );
    const { counts, findings, context } = await copy(stores, pair);
    expect(counts).toMatchObject({ read: 3, created: 1, refused: 1, impossible: 1 });
    expect(findings).toEqual([
      { type: 'dataStore', key: 'a', cause: 'refused', code: 'E4000', message: 'Protected' },
      { type: 'dataStore', key: 'b', cause: 'impossible', code: 'HTTP_404', message: 'Unknown' },
    ]);
    expect(await verify(context, stores)).toMatchObject({ compared: 3, identical: 1, findings: [] });
  });

  test('names entries as the target does, in the slice that the target has', async () => {
    const pair = sides({ one: { a: 1 } }, { uno: { A: 1, B: 2 } });
    const kind: EntryClass = {
      ...stores,
      targetSlice: () => 'uno',
      prepare: ({ key, content }) => ({ entry: { key: key.toUpperCase(), content } }),
    };
    const { counts, findings } = await copy(kind, pair);
    expect(counts).toMatchObject({ read: 1, unchanged: 1 });
    expect(findings.map(({ key, code }) => [key, code])).toEqual([['B', 'EXTRA_ON_TARGET']]);
  });

  test('leaves single entries and whole slices aside, each with its reason, and does not call them extra', async () => {
    const pair = sides({ app: { mine: 1, ours: 2 }, gone: { x: 1, y: 2 } }, { app: { mine: 9, theirs: 3 } });
    const reason = (message: string) => ({ cause: 'skipped' as const, code: 'OWN', message });
    const kind: EntryClass = {
      ...stores,
      asideSlice: async (slice) => (slice === 'gone' ? reason('nobody there') : undefined),
      prepare: (entry) => (entry.key === 'mine' ? { aside: reason('left alone') } : { entry }),
      isTargetsOwn: ({ key }) => key === 'theirs',
    };
    const { counts, findings, context } = await copy(kind, pair);
    expect(counts).toMatchObject({ read: 4, created: 1, skipped: 3 });
    expect(findings.map(({ key, message, count }) => [key, message, count])).toEqual([
      ['mine', 'left alone', undefined],
      ['gone', 'nobody there', 2],
    ]);
    expect(await verify(context, kind)).toMatchObject({ compared: 1, identical: 1, findings: [] });
  });

  test('where absence counts, what only the target has is a difference, and goes', async () => {
    const pair = sides({ all: { a: 1 } }, { all: { b: 2 } });
    const kind: EntryClass = { ...stores, absenceCounts: true };
    const before = await verify(createInMemoryRun(pair), kind);
    expect(before.findings).toEqual(['a DIFFERS', 'b DIFFERS']);
    const { counts, findings, context } = await copy(kind, pair);
    expect(counts).toMatchObject({ read: 2, created: 1, updated: 1 });
    expect(findings).toEqual([]);
    expect(pair.target.contentsOf('dataStore', 'all')).toEqual({ a: 1 });
    expect(await verify(context, kind)).toMatchObject({ compared: 1, identical: 1, findings: [] });
  });

  test('says once how many entries have no place in the release of the target', async () => {
    const pair = sides({ app: { a: 1, b: 2 } }, {}, { kinds: [] });
    const { counts, findings, context } = await copy(stores, pair);
    expect(counts).toMatchObject({ read: 2, created: 0, impossible: 2 });
    expect(findings).toMatchObject([{ key: 'dataStore/app', cause: 'impossible', code: 'NO_PLACE', count: 2 }]);
    expect(await verify(context, stores)).toMatchObject({ compared: 0 });
  });

  test('a dry run counts, and writes nothing', async () => {
    const pair = sides({ app: { a: 1, b: 2 } }, { app: { b: 3 } });
    expect((await copy(stores, { ...pair, dryRun: true })).counts).toMatchObject({ created: 1, updated: 1 });
    expect(pair.target.log).toEqual([]);
  });

  test('goes on after a kill: slices that were acknowledged are not read again, a broken one is', async () => {
    let isBroken = true;
    const onWrite = ({ key }: { key: string }) => {
      if (key === 'd' && isBroken) throw new Error('killed');
    };
    const pair = sides({ one: { a: 1, b: 2 }, two: { c: 3, d: 4 } }, {}, { kinds: ['dataStore'], onWrite });
    const ledger = createInMemoryLedger();
    const context = createInMemoryRun({ ...pair, ledger });
    await expect(copyEntries(context, stores)).rejects.toThrow('killed');
    expect([...ledger.chunks.keys()]).toEqual(['stores/dataStore/one']);
    isBroken = false;
    await copyEntries(context, stores);
    expect(pair.target.log.slice(-2)).toEqual(['write dataStore two d', 'write dataStore two d']);
    expect(ledger.totals().dataStore).toMatchObject({ read: 4, created: 3, unchanged: 1 });
    expect(await verify(context, stores)).toMatchObject({ compared: 4, identical: 4, findings: [] });
  });

  test('looks twice at what differs, and tells what stays different without a reason', async () => {
    const pair = sides({ app: { a: 1, b: 2 } }, { app: { a: 1, b: 3 } });
    expect(await verify(createInMemoryRun(pair), stores)).toEqual({
      compared: 2,
      identical: 1,
      findings: ['b DIFFERS'],
      isSigned: false,
    });
  });

  test('a stage runs the kinds that were asked for', async () => {
    const pair = sides({ app: { a: 1 } }, {}, { kinds: ['dataStore'] });
    const kinds = [stores];
    const others = createInMemoryRun({ ...pair, only: ['dataElements'] });
    await entryStage('stores', kinds).run(others);
    expect(pair.target.log).toEqual([]);
    for await (const slice of entryVerifier(kinds)(others)) expect(slice).toBeUndefined();
    await entryStage('stores', kinds).run(createInMemoryRun({ ...pair, only: ['dataStore'] }));
    expect(pair.target.contentsOf('dataStore', 'app')).toEqual({ a: 1 });
  });
});
