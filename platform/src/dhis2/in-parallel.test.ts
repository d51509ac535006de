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

test('one that takes long keeps nobody waiting but the last', async () => {
  const slow = Promise.withResolvers<void>();
  const done: number[] = [];
  const all = allInParallel([1, 2, 3, 4, 5], 2, async (item) => {
    if (item === 1) await slow.promise;
    done.push(item);
    if (item === 5) slow.resolve();
  });
  await all;
  expect(done).toEqual([2, 3, 4, 5, 1]);
});

test('items may come by and by, and their source ends with the work', async () => {
  let isEnded = false;
  async function* items() {
    try {
      for (const item of [1, 2, 3]) {
        await setImmediate();
        yield item;
      }
    } finally {
      isEnded = true;
    }
  }
  const begun: number[] = [];
  const all = allInParallel(items(), 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('one failed');
  });
  await expect(all).rejects.toThrow('one failed');
  expect([begun, isEnded]).toEqual([[1, 2], true]);
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
