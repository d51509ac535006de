import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Room for what a run needs, whatever there is to carry; a hundred thousand values alone do not fit in. */
const heapMegabytes = 20;
const script = join(import.meta.dirname, 'fixtures/carry-through-archive.ts');

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'relais-archive-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** Ends with what the process said; undefined when it ended in need of memory. */
function withLittleMemory(values: number, directory: string): Promise<Record<string, number> | undefined> {
  const limits = [`--max-old-space-size=${heapMegabytes}`, '--max-semi-space-size=1'];
  return new Promise((resolve, reject) => {
    // Where the process dies it may leave its memory behind: in the folder that goes with the test.
    execFile(process.execPath, [...limits, script, String(values), directory], { cwd: scratch }, (error, out, told) => {
      if (error === null) resolve(JSON.parse(out));
      else if (told.includes('heap out of memory')) resolve(undefined);
      else reject(new Error(`${error.message}\n${told}`));
    });
  });
}

describe('the memory of a run with an archive', () => {
  it.each([20_000, 100_000])('does not hang on how many data values there are: %i', async (values) => {
    const { written, read, taken } = (await withLittleMemory(values, join(scratch, String(values)))) ?? {};
    expect(written).toBeGreaterThan(values * 0.95);
    expect([read, taken]).toEqual([written, written]);
  });

  it('is less than the values alone would need', async () => {
    expect(await withLittleMemory(20_000, 'hold')).toEqual({ held: expect.any(Number) });
    expect(await withLittleMemory(100_000, 'hold')).toBeUndefined();
  });
});
