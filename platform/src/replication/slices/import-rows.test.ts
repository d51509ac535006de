import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ValueImportReport } from '../../model/import-report.ts';
import { importRows } from './import-rows.ts';
import { judgeReport } from './judge-report.ts';

const ok: ValueImportReport = {
  status: 'OK',
  imported: 0,
  updated: 0,
  ignored: 0,
  deleted: 0,
  conflicts: [],
  rejectedIndexes: [],
  detailed: true,
  httpStatus: 200,
};

/** A server that takes even numbers only, and tells of it in its own way. */
type Manner = 'by position' | 'without positions' | 'whole body, named' | 'whole body, unnamed' | 'internal error';

function server(manner: Manner) {
  const taken = new Set<number>();
  let requests = 0;
  const send = async (rows: readonly number[]): Promise<ValueImportReport> => {
    requests++;
    const odd = rows.flatMap((row, index) => (row % 2 === 1 ? [index] : []));
    const refusesAll = manner.startsWith('whole') || manner === 'internal error';
    if (odd.length === 0 || !refusesAll) for (const row of rows) if (row % 2 === 0) taken.add(row);
    if (odd.length === 0) return { ...ok, imported: rows.length };
    if (manner === 'internal error') return { ...ok, status: 'ERROR', detailed: false, httpStatus: 500 };
    const all = rows.map((_, index) => index);
    const code = refusesAll ? 'E8022' : 'E7612';
    const indexes = manner === 'without positions' ? [] : manner === 'whole body, unnamed' ? all : odd;
    return {
      ...ok,
      status: refusesAll ? 'ERROR' : 'WARNING',
      imported: refusesAll ? 0 : rows.length - odd.length,
      ignored: odd.length,
      conflicts: [{ code, message: 'odd', indexes }],
      rejectedIndexes: manner === 'without positions' ? [] : refusesAll ? all : odd,
      httpStatus: 409,
    };
  };
  return { taken, send, requests: () => requests };
}

describe('finding refused rows', () => {
  const manners: Manner[] = [
    'by position',
    'without positions',
    'whole body, named',
    'whole body, unnamed',
    'internal error',
  ];
  test.each(manners)('%s: exactly those are refused, all others arrive', async (manner) => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(200), { maxLength: 40 }), async (rows) => {
        const { taken, send } = server(manner);
        const refused = await importRows(rows, { send });
        expect(refused.map(({ row }) => row).sort()).toEqual(rows.filter((row) => row % 2 === 1).sort());
        expect([...taken].sort()).toEqual(rows.filter((row) => row % 2 === 0).sort());
      }),
      { numRuns: 50 },
    );
  });

  test('rows that share a fault are found together', async () => {
    const { send, requests } = server('whole body, unnamed');
    const rows = Array.from({ length: 1000 }, (_, index) => 2 * index).concat(Array(500).fill(7));
    const refused = await importRows(rows, { send, sharedFault: () => (row) => String(row % 10) });
    expect(refused).toHaveLength(500);
    expect(requests()).toBeLessThan(10);
  });

  test('a server that fails at everything is not asked for every row', async () => {
    let requests = 0;
    const send = async () => {
      requests++;
      return { ...ok, status: 'ERROR' as const, detailed: false, httpStatus: 500, message: 'broken' };
    };
    const refused = await importRows(
      Array.from({ length: 10_000 }, (_, index) => index),
      { send },
    );
    expect(refused).toHaveLength(10_000);
    expect(refused[0]).toMatchObject({ code: 'HTTP500', message: 'broken' });
    expect(requests).toBeLessThan(1000);
  });

  test('a failure that will not pass is not taken for a refusal', async () => {
    const send = () => Promise.reject(new PlatformError('RUN_CANCELLED'));
    await expect(importRows([1, 2, 3], { send })).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
  });
});

test('an importer that forgets its report is a bug, and not asked for ever', async () => {
  const send = () => Promise.resolve(undefined as unknown as ValueImportReport);
  const rows = Array.from({ length: 2_000 }, (_, index) => index);
  await expect(importRows(rows, { send })).rejects.toThrow('gives its report');
});

describe('what a report says', () => {
  test('ignored values alone are no refusals: up to 2.42 unchanged ones are counted so', () => {
    expect(judgeReport({ ...ok, ignored: 5 }, 5)).toEqual({ kind: 'taken' });
  });

  test('a single value that is refused as a body of its own is refused', () => {
    const conflicts = [{ code: 'E8022', message: 'not assigned', indexes: [0] }];
    const verdict = judgeReport({ ...ok, status: 'ERROR', conflicts, rejectedIndexes: [0] }, 1);
    expect(verdict).toEqual({ kind: 'some', refusals: new Map([[0, { code: 'E8022', message: 'not assigned' }]]) });
  });

  test('an error that names nothing leaves it open which rows are meant', () => {
    const conflicts = [{ code: 'E8107', message: 'org unit not found', indexes: [] }];
    const verdict = judgeReport({ ...ok, status: 'ERROR', conflicts }, 3);
    expect(verdict).toEqual({ kind: 'unclear', refusal: { code: 'E8107', message: 'org unit not found' } });
  });
});
