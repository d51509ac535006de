import { expect, test } from 'vitest';
import { stopIfAsked, stopSignals, TimeSlice } from './time-slice.ts';

test('the end of a time slice stops between chunks, and breaks nothing off', () => {
  const controller = new AbortController();
  const signals = stopSignals(controller.signal);
  controller.abort(new TimeSlice());
  expect(signals.signal.aborted).toBe(false);
  expect(() => stopIfAsked(signals)).toThrow(TimeSlice);
});

test('any other reason stops at once', () => {
  const controller = new AbortController();
  const signals = stopSignals(controller.signal);
  controller.abort(new Error('stopped by hand'));
  expect(signals.signal.aborted).toBe(true);
  expect(signals.timeSlice.aborted).toBe(false);
  expect(() => stopIfAsked(signals)).toThrow('stopped by hand');
});

test('what was asked before the work began counts too', () => {
  expect(stopSignals(AbortSignal.abort(new TimeSlice())).timeSlice.aborted).toBe(true);
  expect(stopSignals(AbortSignal.abort(new Error('no'))).signal.aborted).toBe(true);
});
