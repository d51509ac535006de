import { describe, expect, it } from 'vitest';
import { parsePeriodRange } from './period-range.ts';

describe('two periods or dates', () => {
  it.each([
    ['2023', '2023-01-01', '2023-12-31'],
    ['2023:2024', '2023-01-01', '2024-12-31'],
    ['202302', '2023-02-01', '2023-02-28'],
    ['202402:202403', '2024-02-01', '2024-03-31'],
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['2023Q4', '2023-10-01', '2023-12-31'],
    ['2023S2:2024S1', '2023-07-01', '2024-06-30'],
    ['2023-01-15:20230331', '2023-01-15', '2023-03-31'],
  ])('%s', (text, startDate, endDate) => {
    expect(parsePeriodRange(text)).toEqual({ startDate, endDate });
  });

  it.each(['', '23', '2023Q5', '202313', '2023-02-30', '2024:2023', '2023:2024:2025', 'LAST_YEAR'])(
    '%s is none',
    (text) => {
      expect(() => parsePeriodRange(text)).toThrow('SELECTION_PERIOD_INVALID');
    },
  );
});
