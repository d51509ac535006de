import { describe, expect, it } from 'vitest';
import { dayForm, optionalTimeForm, timeForm } from './typed-values.ts';

describe('a day', () => {
  it('is read however people write it, the day before the month', () => {
    for (const text of ['22/11/2026', '22.11.2026', ' 22-11-2026 ', '22112026', '2026-11-22']) {
      expect(dayForm.read(text), text).toBe('2026-11-22');
    }
    expect(dayForm.read('1/2/2026')).toBe('2026-02-01');
    expect(dayForm.show('2026-02-01')).toBe('01/02/2026');
  });

  it('is none where the calendar has no such day, and nothing where nothing was typed', () => {
    for (const text of ['31/02/2026', '11/22/2026', '2026', 'hier', '22/11/26']) {
      expect(dayForm.read(text), text).toBeUndefined();
    }
    expect(dayForm.read('')).toBe('');
    expect(dayForm.show('')).toBe('');
  });
});

describe('a time of the day', () => {
  it('is read with a colon, an h, or neither', () => {
    for (const text of ['6:30', '06:30', '6h30', '0630', '6 h 30']) expect(timeForm.read(text), text).toBe('06:30');
    expect(timeForm.read('22')).toBe('22:00');
    expect(timeForm.show('06:30')).toBe('06:30');
  });

  it('may be left out only where that means something', () => {
    expect(timeForm.read('')).toBeUndefined();
    expect(optionalTimeForm.read(' ')).toBe('');
    expect(optionalTimeForm.read('6h')).toBe('06:00');
  });

  it('is none outside the day, and where nothing was typed', () => {
    for (const text of ['24:00', '12:60', 'midi', '']) expect(timeForm.read(text), text).toBeUndefined();
  });
});
