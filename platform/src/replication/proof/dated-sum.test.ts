import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOfTexts } from '../slices/part-digest.ts';
import { createDatedSum, nothingDated } from './dated-sum.ts';

const since = 1_700_000_000_000;
const row = fc.record({
  keyA: fc.integer(),
  keyB: fc.integer(),
  contentA: fc.integer(),
  contentB: fc.integer(),
  changedMs: fc.option(fc.integer({ min: since - 5_000, max: since + 5_000 }), { nil: undefined }),
  isDeleted: fc.boolean(),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

function sumOf(rows: readonly Row[]): string {
  const sum = createDatedSum(since);
  for (const { changedMs, isDeleted, ...lanes } of rows) sum.add(lanes, changedMs, isDeleted);
  return sum.text;
}

test('two readings of the same changes have the same sum, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(sumOf(rows.toReversed())).toBe(sumOf(rows));
    }),
  );
});

test('a change that one of them had not met tells them apart, and so does another date, another content of the same date, or a deletion', () => {
  fc.assert(
    fc.property(fc.array(row), row, fc.integer({ min: since, max: since + 5_000 }), (rows, late, changedMs) => {
      const met = { ...late, changedMs };
      expect(sumOf([...rows, met])).not.toBe(sumOf(rows));
      expect(sumOf([...rows, { ...met, changedMs: changedMs + 1 }])).not.toBe(sumOf([...rows, met]));
      expect(sumOf([...rows, { ...met, isDeleted: !met.isDeleted }])).not.toBe(sumOf([...rows, met]));
      expect(sumOf([...rows, { ...met, contentA: met.contentA + 1 }])).not.toBe(sumOf([...rows, met]));
    }),
  );
});

test('what is older counts for nothing, and what has no date always counts', () => {
  const old = { keyA: 1, keyB: 2, contentA: 3, contentB: 4, changedMs: since - 1, isDeleted: false };
  expect(sumOf([old])).toBe(nothingDated);
  expect(sumOf([{ ...old, changedMs: undefined }])).not.toBe(nothingDated);
});

test('parts add up to the sum of the whole', () => {
  fc.assert(
    fc.property(fc.array(row), fc.array(row), (one, other) => {
      expect(sumOfTexts([sumOf(one), sumOf(other)])).toBe(sumOf([...one, ...other]));
    }),
  );
});
