import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type StreamWindow, windowsOf } from './windows.ts';

async function* numbers(count: number, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) {
    if (number === failAt) throw new Error('the connection broke');
    yield number;
  }
}

async function collect<T>(windows: AsyncIterable<StreamWindow<T>>): Promise<StreamWindow<T>[]> {
  const all: StreamWindow<T>[] = [];
  for await (const window of windows) all.push(window);
  return all;
}

test('every item comes once, in windows of the given size, whatever the numbers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 9 }), async (count, size) => {
      const windows = await collect(windowsOf(numbers(count), size));
      expect(windows.flatMap((window) => window.items ?? [])).toEqual(Array.from({ length: count }, (_, at) => at));
      expect(windows.slice(0, -1).every((window) => window.items?.length === size)).toBe(true);
    }),
  );
});

test('an error is the last window, after what was read before it', async () => {
  const windows = await collect(windowsOf(numbers(10, 5), 3));
  expect(windows.map((window) => window.items ?? String('failure' in window && window.failure))).toEqual([
    [0, 1, 2],
    [3, 4],
    'Error: the connection broke',
  ]);
});

test('the next window is read while this one is being worked on', async () => {
  let read = 0;
  async function* counted() {
    for await (const number of numbers(6)) {
      read++;
      yield number;
    }
  }
  for await (const window of windowsOf(counted(), 2)) {
    if (!('index' in window) || window.index > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(read).toBe(4);
  }
});

test('a reader that stops early closes the stream', async () => {
  let closed = false;
  async function* stream() {
    try {
      yield* numbers(100);
    } finally {
      closed = true;
    }
  }
  for await (const _ of windowsOf(stream(), 2)) break;
  expect(closed).toBe(true);
});
