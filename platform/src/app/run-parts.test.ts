import { expect, test } from 'vitest';
import { type Part, runParts } from './run-parts.ts';

function watched(name: string, told: string[], end?: Promise<void>): Part {
  return {
    name,
    run: (signal) =>
      new Promise((resolve, reject) => {
        told.push(`${name} starts`);
        end?.then(resolve, reject);
        signal.addEventListener('abort', () => {
          told.push(`${name} stops`);
          resolve();
        });
      }),
  };
}

test('parts start in their order and stop in the reverse one', async () => {
  const told: string[] = [];
  const controller = new AbortController();
  const ended = runParts([watched('scheduler', told), watched('worker', told)], controller.signal);
  controller.abort();
  await ended;
  expect(told).toEqual(['scheduler starts', 'worker starts', 'worker stops', 'scheduler stops']);
});

test('a part that fails stops the others, and says why', async () => {
  const told: string[] = [];
  const broken = Promise.reject(new Error('no database'));
  const parts = [watched('scheduler', told), watched('worker', told, broken)];
  await expect(runParts(parts, new AbortController().signal)).rejects.toThrow('no database');
  expect(told).toContain('scheduler stops');
});

test('a part that ends by itself has failed', async () => {
  const parts = [watched('worker', [], Promise.resolve())];
  await expect(runParts(parts, new AbortController().signal)).rejects.toThrow('worker');
});
