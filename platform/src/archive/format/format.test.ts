import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDirectoryStorage } from '../storage/directory-storage.ts';
import { canonicalLine } from './canonical-line.ts';
import { readSlice, sliceBytes, writeSlice } from './slice-file.ts';
import { asciiKey, folderOf } from './table-name.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relais-slices-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('a line', () => {
  it('is the same whatever the order of keys, and gives back what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = canonicalLine(value);
        expect(line).not.toContain('\n');
        expect(canonicalLine(reversed(value))).toBe(line);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('tells empty, null and absent apart', () => {
    const lines = [{ a: '' }, { a: null }, { a: [] }, {}].map(canonicalLine);
    expect(new Set(lines).size).toBe(4);
    expect(canonicalLine({ a: undefined })).toBe('{}');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe('a key', () => {
  it('is plain ASCII, and another one for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(asciiKey(left)).toMatch(/^[\x20-\x7e]*$/);
        expect(asciiKey(left) === asciiKey(right)).toBe(left === right);
      }),
    );
  });

  it('of an entry’s slice becomes a folder that every disk takes', () => {
    const folder = (part: string) => folderOf({ class: 'entries/userDataStore', part });
    expect(folder('agent.1/préférences')).toBe('entries/userDataStore/agent%002e1%002fpr%00e9f%00e9rences');
    expect(folder('')).not.toBe(folder('/'));
    const long = 'x'.repeat(300);
    expect(folder(long).length).toBeLessThan(200);
    expect(folder(`${long}1`)).not.toBe(folder(`${long}2`));
    expect(folder('../../etc')).not.toContain('..');
  });
});

describe('a slice', () => {
  const lines = ['a', 'b', 'c'].map((key) => ({ key, line: canonicalLine({ id: key, name: `Élément ${key}` }) }));

  it('gives back its lines, and says what it holds', async () => {
    const storage = createDirectoryStorage(directory);
    const slice = await writeSlice(storage, 'metadata/test', lines);
    expect(slice).toMatchObject({ first: 'a', last: 'c', rows: 3 });
    expect(await readSlice(storage, slice)).toEqual(lines.map(({ line }) => line));
  });

  it('is found damaged when any of its bytes is another', async () => {
    const storage = createDirectoryStorage(directory);
    const slice = await writeSlice(storage, 'metadata/damaged', lines);
    const file = join(directory, slice.name);
    const written = await readFile(file);
    for (const at of written.keys()) {
      const changed = Buffer.from(written);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(file, changed);
      await expect(readSlice(storage, slice), `byte ${at}`).rejects.toMatchObject({
        code: 'ARCHIVE_DAMAGED',
        args: { file: slice.name },
      });
    }
    await writeFile(file, written.subarray(0, -1));
    await expect(readSlice(storage, slice)).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
    await rm(file);
    await expect(readSlice(storage, slice)).rejects.toMatchObject({ args: { reason: 'missing' } });
  });

  it('is not written again when it is known', async () => {
    const storage = createDirectoryStorage(join(directory, 'nowhere'));
    const known = await writeSlice(createDirectoryStorage(directory), 'metadata/known', lines);
    expect(await writeSlice(storage, 'metadata/known', lines, () => known)).toEqual(known);
    expect(await storage.get(known.name)).toBeUndefined();
  });

  it('may be one line that is longer than a slice should be', async () => {
    const storage = createDirectoryStorage(directory);
    const line = JSON.stringify('x'.repeat(sliceBytes * 2));
    const slice = await writeSlice(storage, 'metadata/long', [{ key: 'a', line }]);
    expect(slice.storedBytes).toBeLessThan(10_000);
    expect(await readSlice(storage, slice)).toEqual([line]);
  });
});
