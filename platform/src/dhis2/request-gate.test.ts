import { expect, test } from 'vitest';
import { createRequestGate } from './request-gate.ts';

const still = { now: () => 0, sleep: async () => undefined };
const signal = new AbortController().signal;

test('no more requests than allowed are under way, and the next one begins when one ends', async () => {
  const gate = createRequestGate({ connections: 2, requestsPerMinute: undefined }, still);
  const leaves = [await gate.enter(signal), await gate.enter(signal)];
  let isIn = false;
  const third = gate.enter(signal).then(() => {
    isIn = true;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  leaves[0]?.();
  await third;
  expect(isIn).toBe(true);
});

test('a larger share lets in who waits', async () => {
  const gate = createRequestGate({ connections: 2, requestsPerMinute: undefined }, still);
  await gate.enter(signal);
  await gate.enter(signal);
  const others = [gate.enter(signal), gate.enter(signal)];
  gate.setLimits({ connections: 4, requestsPerMinute: undefined });
  expect(await Promise.all(others)).toHaveLength(2);
});

test('whoever gives up waiting takes nobody else’s place', async () => {
  const gate = createRequestGate({ connections: 2, requestsPerMinute: undefined }, still);
  const leave = await gate.enter(signal);
  await gate.enter(signal);
  const impatient = new AbortController();
  const given = gate.enter(impatient.signal);
  const next = gate.enter(signal);
  impatient.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  leave();
  expect(await next).toBeTypeOf('function');
});

test('a rate is kept by spreading the requests', async () => {
  let nowMs = 0;
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const gate = createRequestGate({ connections: 8, requestsPerMinute: 60 }, clock);
  for (let count = 0; count < 5; count += 1) (await gate.enter(signal))();
  expect(nowMs).toBe(4_000);
});
