import { expect, test } from 'vitest';
import { normalDate, normalGeometry } from './normal-values.ts';

test.each([
  ['2024-01-10', '2024-01-10T00:00:00.000'],
  ['2024-01-10T08:30', '2024-01-10T08:30:00.000'],
  ['2024-01-10T08:30:05', '2024-01-10T08:30:05.000'],
  ['2024-01-10T08:30:05.7', '2024-01-10T08:30:05.700'],
  ['2024-01-10T08:30:05.123456', '2024-01-10T08:30:05.123'],
  ['2024-01-10T08:30:05.123Z', '2024-01-10T08:30:05.123Z'],
  ['not a date', 'not a date'],
  [undefined, undefined],
])('date %s', (text, expected) => {
  expect(normalDate(text)).toBe(expected);
});

test('a geometry keeps its type and its numbers, whatever else a release adds', () => {
  const polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [1.0000000001, -0],
        [2, 3],
      ],
    ],
    bbox: [1, 2],
    crs: { type: 'name' },
  };
  expect(normalGeometry(polygon)).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [1, 0],
        [2, 3],
      ],
    ],
  });
  expect(normalGeometry(null)).toBeUndefined();
});
