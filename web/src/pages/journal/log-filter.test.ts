import { expect, it } from 'vitest';
import { logFilterOf, startOfDay } from './log-filter.ts';

const none = { level: '', kind: '', run: '', code: '', since: '', until: '' };

it('asks for what the address says, and leaves out what cannot be meant', () => {
  expect(logFilterOf({ ...none, level: 'error', run: ' 12 ', code: 'e5003' })).toMatchObject({
    level: 'error',
    run: '12',
    code: 'E5003',
    kind: undefined,
  });
  expect(logFilterOf({ ...none, level: 'loud', kind: 'x', run: 'twelve', since: 'yesterday' })).toEqual(
    logFilterOf(none),
  );
});

it('takes the whole of the last day in', () => {
  const { since, until } = logFilterOf({ ...none, since: '2026-11-30', until: '2026-11-30' });
  expect(new Date(until ?? '').getTime() - new Date(since ?? '').getTime()).toBe(86_400_000);
  expect(startOfDay('2026-12-31', 1)).toBe(new Date(2027, 0, 1).toISOString());
});
