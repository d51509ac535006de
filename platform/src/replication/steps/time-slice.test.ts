import { expect, test } from 'vitest';
import { stopSignals, TimeSlice } from './time-slice.ts';

test('the end of a time slice breaks nothing off', () => {
  const controller = new AbortController();
  const signals = stopSignals(controller.signal);
  controller.abort(new TimeSlice());
  expect(signals.signal.aborted).toBe(false);
  expect(() => signals.timeSlice.throwIfAborted()).toThrow(TimeSlice);
});

test('any other reason stops at once', () => {
  const controller = new AbortController();
  const signals = stopSignals(controller.signal);
  controller.abort(new Error('stopped by hand'));
  expect(signals.signal.aborted).toBe(true);
  expect(signals.timeSlice.aborted).toBe(false);
  expect(() => signals.signal.throwIfAborted()).toThrow('stopped by hand');
});

test('what was asked before the work began counts too', () => {
  expect(stopSignals(AbortSignal.abort(new TimeSlice())).timeSlice.aborted).toBe(true);
  expect(stopSignals(AbortSignal.abort(new Error('no'))).signal.aborted).toBe(true);
});
