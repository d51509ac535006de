import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { allInParallel } from './in-parallel.ts';

test('so many are at work at a time, and all are done', async () => {
  let [now, most] = [0, 0];
  const done: number[] = [];
  await allInParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    now++;
    most = Math.max(most, now);
    await setImmediate();
    done.push(item);
    now--;
  });
  expect(most).toBe(3);
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('after a failure nothing is begun, and what was begun has ended when it is told', async () => {
  const slow = Promise.withResolvers<void>();
  const [begun, ended]: [number[], number[]] = [[], []];
  const all = allInParallel([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    if (item === 1) throw new Error('one failed');
    await slow.promise;
    ended.push(item);
  });
  void setImmediate().then(slow.resolve);
  await expect(all).rejects.toThrow('one failed');
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});
