import { describe, expect, test } from 'vitest';
import { createClimb, createSendPace } from './send-pace.ts';

/** A server whose throughput is given by the number of bodies that it works on at once. */
function drive(ratePerMs: (running: number) => number, bodies: number) {
  let now = 0;
  let running = 0;
  let most = 0;
  const ends: { at: number; end: () => void }[] = [];
  const pace = createSendPace({ largestBody: 10_000, maxConcurrency: 4, now: () => now });
  const all = Array.from({ length: bodies }, () =>
    pace.run(10_000, () => {
      running++;
      most = Math.max(most, running);
      const at = now + (10_000 / ratePerMs(running)) * running;
      return new Promise<void>((resolve) => {
        ends.push({
          at,
          end: () => {
            running--;
            resolve();
          },
        });
      });
    }),
  );
  return (async () => {
    for (let done = 0; done < bodies; done++) {
      while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
      ends.sort((left, right) => left.at - right.at);
      const next = ends.shift();
      now = Math.max(now, next?.at ?? now);
      next?.end();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);
    return { most, final: running };
  })();
}

describe('the pace of sending', () => {
  test('uses up to four connections while each one helps', async () => {
    expect((await drive((running) => running * 4, 60)).most).toBe(4);
  });

  test('tries a third connection and lets go of it where two are as fast', async () => {
    const climb = createClimb(4);
    climb.told(3.5);
    expect(climb.limit()).toBe(2);
    climb.told(10.5);
    expect(climb.limit()).toBe(3);
    climb.told(10.6);
    expect(climb.limit()).toBe(2);
    for (let window = 0; window < 30; window++) climb.told(10.5);
    expect(climb.limit()).toBe(2);
  });

  test('goes back to one connection and half the body after a failure', async () => {
    const pace = createSendPace({ largestBody: 10_000, maxConcurrency: 4, now: () => 0 });
    await expect(pace.run(1, () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(pace.bodiesFor(30_000)).toBe(6);
    await pace.run(1, () => Promise.resolve());
    expect(pace.bodiesFor(30_000)).toBe(4);
  });

  test('halves bodies that take too long', async () => {
    let now = 0;
    const pace = createSendPace({ largestBody: 10_000, maxConcurrency: 4, now: () => now });
    await pace.run(10_000, async () => {
      now += 30_000;
    });
    expect(pace.bodiesFor(30_000)).toBe(6);
  });

  test('gives each connection that is in use a body, but none a crumb', async () => {
    let now = 0;
    const pace = createSendPace({ largestBody: 10_000, maxConcurrency: 4, now: () => now });
    expect(pace.bodiesFor(7_000)).toBe(1);
    const answers = [1, 2].map(() =>
      pace.run(7_000, async () => {
        now += 1_000;
      }),
    );
    await Promise.all(answers);
    expect([7_000, 1_999, 1, 30_000].map(pace.bodiesFor)).toEqual([2, 1, 1, 3]);
  });
});
