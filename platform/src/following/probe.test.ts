import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeMark } from '../model/changes.ts';
import { newsOf } from './probe.ts';

const mark = (key: string, at: string): ChangeMark => ({ type: 'dataElements', key, at });
const keysOf = (marks: readonly ChangeMark[]) => marks.map(({ key }) => key);

test('what was carried and is listed once more is no news; a later change of it is', () => {
  const first = newsOf('dated', { marks: [mark('a', '1'), mark('b', '1')], isCut: false }, undefined);
  expect(keysOf(first.fresh)).toEqual(['a', 'b']);
  const then = { marks: [mark('a', '2'), mark('b', '1'), mark('c', '1')], isCut: false };
  expect(keysOf(newsOf('dated', then, { since: '', seen: first.seen }).fresh)).toEqual(['a', 'c']);
});

test('a list that was cut is news as a whole', () => {
  const seen = newsOf('dated', { marks: [mark('a', '1')], isCut: false }, undefined).seen;
  expect(keysOf(newsOf('dated', { marks: [mark('a', '1')], isCut: true }, { since: '', seen }).fresh)).toEqual(['a']);
});

test('a snapshot begins with no news, and tells what is gone', () => {
  const first = newsOf('snapshot', { marks: [mark('a', '1'), mark('b', '1')], isCut: false }, undefined);
  expect(first.fresh).toEqual([]);
  const then = newsOf('snapshot', { marks: [mark('b', '2')], isCut: false }, { since: '', seen: first.seen });
  expect(then.fresh).toEqual([mark('b', '2'), { type: 'dataElements', key: 'a', at: 'gone' }]);
});

test('looks that overlap tell every change once, and lose none', () => {
  const change = fc.record({ key: fc.constantFrom('a', 'b', 'c'), at: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const told: string[] = [];
      let watermark: { since: string; seen: Readonly<Record<string, string>> } | undefined;
      for (let now = 0; now <= 60; now += 10) {
        // The last change of each object is all that an instance lists; looks overlap by 15.
        const latest = new Map(
          changes
            .filter(({ at }) => at < now)
            .sort((one, other) => one.at - other.at)
            .map(({ key, at }) => [key, at]),
        );
        const listed = [...latest].filter(([, at]) => at >= now - 10 - 15);
        const found = { marks: listed.map(([key, at]) => mark(key, String(at))), isCut: false };
        const { fresh, seen } = newsOf('dated', found, watermark);
        told.push(...fresh.map(({ key, at }) => `${key}@${at}`));
        watermark = { since: String(now), seen };
      }
      expect(new Set(told).size).toBe(told.length);
      for (const key of ['a', 'b', 'c']) {
        const ats = changes.filter((each) => each.key === key).map(({ at }) => at);
        if (ats.length > 0) expect(told).toContain(`${key}@${Math.max(...ats)}`);
      }
    }),
  );
});
