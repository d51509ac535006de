import { expect, it } from 'vitest';
import { parseMoment } from './changed-since.ts';

it('a date is its first moment by the clock of the instance', () => {
  expect(parseMoment('2024-05-31', 'Africa/Ouagadougou')).toEqual({
    text: '2024-05-31T00:00:00.000',
    ms: Date.UTC(2024, 4, 31),
  });
});

it('a moment is another one in another zone, with summer time and without', () => {
  expect(parseMoment('2024-07-01T12:30', 'Europe/Paris').ms).toBe(Date.UTC(2024, 6, 1, 10, 30));
  expect(parseMoment('2024-01-01 12:30:15', 'Europe/Paris').ms).toBe(Date.UTC(2024, 0, 1, 11, 30, 15));
  expect(parseMoment('2024-01-01T12:30', 'Asia/Vientiane').ms).toBe(Date.UTC(2024, 0, 1, 5, 30));
});

it('without a zone it is UTC', () => {
  expect(parseMoment('2024-01-01T12:30', undefined).ms).toBe(Date.UTC(2024, 0, 1, 12, 30));
});

it.each(['yesterday', '2024', '2024-13-01', '2024-01-01T25:00', '31/05/2024'])('%s is no date', (text) => {
  expect(() => parseMoment(text, 'UTC')).toThrow('SELECTION_DATE_INVALID');
});
