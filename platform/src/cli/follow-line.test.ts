import { expect, test } from 'vitest';
import type { FollowerStatus } from '../following/follower.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { followLine, troubleLine } from './follow-line.ts';

const at = (seconds: number) => new Date(2024, 0, 1, 10, 0, seconds);
const waiting: FollowerStatus = {
  ...{ state: 'waiting', changes: {}, leftToFull: [] },
  changedAt: at(5),
  lagMs: 12_400,
  nextLookAt: at(30),
};

test('says how far behind the target is, what was carried last, and when it looks next', () => {
  expect(followLine(waiting, 'en')).toBe('waits · lag 12 s · last change carried at 10:00:05 · next look at 10:00:30');
  expect(followLine(waiting, 'fr')).toBe(
    'attend · retard 12 s · dernier changement porté à 10:00:05 · prochain regard à 10:00:30',
  );
});

test('names what it carries, the most first', () => {
  const changes = { dataSets: 1, dataValues: 1_200 };
  const carrying: FollowerStatus = { state: 'carrying', changes, runId: 7, leftToFull: [] };
  expect(followLine(carrying, 'en')).toBe('carries 1,200 dataValues, 1 dataSets (run 7)');
  expect(followLine({ ...carrying, state: 'comparing' }, 'fr')).toBe('compare tout (exécution 7)');
});

test('tells trouble in words, and nothing where there is none', () => {
  expect(troubleLine(waiting, 'en')).toBeUndefined();
  expect(troubleLine({ ...waiting, trouble: 'different' }, 'en')).toContain('still differs');
  const refused = new PlatformError('DHIS2_CONNECTION_REFUSED', { args: { address: 'https://example.org' } });
  expect(troubleLine({ ...waiting, trouble: refused }, 'en')).toContain('https://example.org');
});
