import { expect, test } from 'vitest';
import type { ValueImportReport } from '../../../model/import-report.ts';
import { importUnlooked } from './import-unlooked.ts';

const taken: ValueImportReport = {
  ...{ status: 'OK', imported: 2, updated: 0, ignored: 0, deleted: 0, conflicts: [] },
  ...{ rejectedIndexes: [], detailed: true, httpStatus: 200 },
};

/** A target that fails on values that are there, when it was told not to look. */
function createTarget(fails: boolean) {
  const asked: boolean[] = [];
  const send = async (unlooked: boolean): Promise<ValueImportReport> => {
    asked.push(unlooked);
    return unlooked && fails ? { ...taken, status: 'ERROR', imported: 0, httpStatus: 409 } : taken;
  };
  return { asked, send };
}

test('what is absent is written without being looked for', async () => {
  const { asked, send } = createTarget(false);
  expect(await importUnlooked({ isAllowed: true }, true, send)).toBe(taken);
  expect(asked).toEqual([true]);
});

test('values that the target holds otherwise are looked for, and so is everything where a target does it anyway', async () => {
  const { asked, send } = createTarget(false);
  await importUnlooked({ isAllowed: true }, false, send);
  await importUnlooked({ isAllowed: false }, true, send);
  expect(asked).toEqual([false, false]);
});

test('a body that fails so is sent again as usual, and no other is tried', async () => {
  const { asked, send } = createTarget(true);
  const unlooked = { isAllowed: true };
  expect(await importUnlooked(unlooked, true, send)).toBe(taken);
  expect(await importUnlooked(unlooked, true, send)).toBe(taken);
  expect(asked).toEqual([true, false, false]);
});
