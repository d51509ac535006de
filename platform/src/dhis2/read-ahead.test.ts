import { describe, expect, it } from 'vitest';
import { readAhead } from './read-ahead.ts';
import { collect } from './testing/collect.ts';

describe('reading ahead', () => {
  it('works on the next item while this one is dealt with, and on no more', async () => {
    let made = 0;
    async function* source() {
      for (; made < 10; ) {
        made += 1;
        yield made;
      }
    }
    for await (const item of readAhead(source())) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(made).toBe(Math.min(item + 1, 10));
    }
  });

  it('tells a failure when its turn comes, after all before it', async () => {
    async function* source() {
      yield 'first';
      throw new Error('The link dropped');
    }
    const seen: string[] = [];
    const reading = async () => {
      for await (const item of readAhead(source())) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(item);
      }
    };
    await expect(reading()).rejects.toThrow('The link dropped');
    expect(seen).toEqual(['first']);
  });

  it('lets go of its source when the reader stops early', async () => {
    let isClosed = false;
    async function* source() {
      try {
        yield* [1, 2, 3];
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of readAhead(source())) break;
    expect(isClosed).toBe(true);
    expect(await collect(readAhead(source()))).toEqual([1, 2, 3]);
  });
});
