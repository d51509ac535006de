import { describe, expect, it } from 'vitest';
import { beginReading, readAhead } from './read-ahead.ts';
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

describe('a reading that is begun', () => {
  it('is under way before its first item is asked for, and gives all of them', async () => {
    let isBegun = false;
    async function* source() {
      isBegun = true;
      yield* [1, 2, 3];
    }
    const { items, stop } = beginReading(source());
    await Promise.resolve();
    expect(isBegun).toBe(true);
    expect(await collect(items)).toEqual([1, 2, 3]);
    await stop();
  });

  it('keeps a failure until somebody comes for it, and ends where nobody does', async () => {
    async function* failing() {
      yield* [];
      throw new Error('The link dropped');
    }
    const asked = beginReading(failing());
    await expect(collect(asked.items)).rejects.toThrow('The link dropped');
    await asked.stop();
    await beginReading(failing()).stop();
  });

  it('lets go of its source when it is stopped', async () => {
    let isClosed = false;
    async function* source() {
      try {
        yield* [1, 2, 3];
      } finally {
        isClosed = true;
      }
    }
    await beginReading(source()).stop();
    expect(isClosed).toBe(true);
  });
});
