import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertSameExactlyWhen, isTakenForSame } from '../../fixtures/taken-for-same.ts';
import { potentialDuplicates } from './potential-duplicates.ts';
import { programOwners } from './program-owners.ts';

const uid = fc.constantFrom('ApUidOfOne1', 'ApUidOfTwo2', 'ApUidOfTre3');

test('owners are the same when program, tracked entity and org unit are', async () => {
  const entry = fc.record({
    key: fc.tuple(uid, uid).map((names) => names.join('/')),
    content: fc.record({ orgUnit: uid }),
  });
  await assertSameExactlyWhen(programOwners, entry, ({ orgUnit }) => orgUnit);
});

test('an owner is the same under the UIDs that the target has for program and org unit', async () => {
  const identity = [
    ['ApUidOfOne1', 'OnTargetOne'],
    ['ApUidOfTwo2', 'OnTargetTwo'],
  ] as const;
  const owner = { key: 'ApUidOfOne1/ApEntity001', content: { orgUnit: 'ApUidOfTwo2' } };
  const there = { key: 'OnTargetOne/ApEntity001', content: { orgUnit: 'OnTargetTwo' } };
  expect(await isTakenForSame(programOwners, owner, there, { identity })).toBe(true);
  expect(await isTakenForSame(programOwners, owner, there)).toBe(false);
});

test('pairs are the same when their two entities and what became of them are, whichever was called the original', async () => {
  const pair = fc
    .record({ original: uid, duplicate: uid, status: fc.constantFrom('OPEN', 'INVALID') })
    .map((content) => ({ key: [content.original, content.duplicate].sort().join('/'), content }));
  await assertSameExactlyWhen(potentialDuplicates, pair, ({ status }) => status);
});
