import { expect, it } from 'vitest';
import { daysOfPeriod, periodOfDays } from './period-days.ts';

it('reads days and years, and leaves other spellings as they are', () => {
  expect(daysOfPeriod('2023-01-15:2023-03-31')).toEqual({ from: '2023-01-15', to: '2023-03-31' });
  expect(daysOfPeriod('2023:2024')).toEqual({ from: '2023-01-01', to: '2024-12-31' });
  expect(daysOfPeriod(undefined)).toEqual({ from: '', to: '' });
  expect(daysOfPeriod('2023Q1')).toBeUndefined();
});

it('spells a period with both of its ends', () => {
  expect(periodOfDays({ from: '2023-01-15', to: '2023-03-31' })).toBe('2023-01-15:2023-03-31');
  expect(periodOfDays({ from: '2023-01-15', to: '' })).toBe('2023-01-15:2999-12-31');
  expect(periodOfDays({ from: '', to: '' })).toBeUndefined();
});
