import { expect, test } from 'vitest';
import { createUnderWay } from './under-way.ts';

/** Work that ends when it is told to, by name. */
function createJobs() {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<void>((resolve, reject) => {
        ends.set(name, (failure) => (failure === undefined ? resolve() : reject(failure)));
      });
    },
    end: (name: string, failure?: Error) => ends.get(name)?.(failure),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('begins as much as there is room for, and the next when any of it ends', async () => {
  const jobs = createJobs();
  const underWay = createUnderWay(100);
  await underWay.begin(60, jobs.work('first'));
  await underWay.begin(40, jobs.work('second'));
  const third = underWay.begin(40, jobs.work('third'));
  await settle();
  expect(jobs.begun).toEqual(['first', 'second']);
  jobs.end('second');
  await third;
  expect(jobs.begun).toEqual(['first', 'second', 'third']);
  jobs.end('first');
  jobs.end('third');
  await underWay.end();
});

test('what is larger than the capacity goes alone', async () => {
  const jobs = createJobs();
  const underWay = createUnderWay(100);
  await underWay.begin(1, jobs.work('small'));
  const large = underWay.begin(500, jobs.work('large'));
  await settle();
  expect(jobs.begun).toEqual(['small']);
  jobs.end('small');
  await large;
  expect(jobs.begun).toEqual(['small', 'large']);
});

test('work of no size is bounded too', async () => {
  const jobs = createJobs();
  const underWay = createUnderWay(100);
  for (let count = 0; count < 16; count++) await underWay.begin(0, jobs.work(`${count}`));
  const next = underWay.begin(0, jobs.work('next'));
  await settle();
  expect(jobs.begun).toHaveLength(16);
  jobs.end('7');
  await next;
  expect(jobs.begun).toHaveLength(17);
});

test('a failure is met by who waits for room, and at the end', async () => {
  const jobs = createJobs();
  const underWay = createUnderWay(100);
  await underWay.begin(90, jobs.work('first'));
  jobs.end('first', new Error('no answer'));
  await expect(underWay.begin(90, jobs.work('second'))).rejects.toThrow('no answer');
  await expect(underWay.end()).rejects.toThrow('no answer');
  expect(jobs.begun).toEqual(['first']);
});
