/**
 * The reason for which a signal is aborted when a worker's time is up: what is under way is finished and acknowledged, and the
 * piece goes on later, in this process or another.
 */
export class TimeSlice extends Error {
  override readonly name = 'TimeSlice';

  constructor() {
    super('The time slice of this piece is over; it goes on later.');
  }
}

/** A signal in two: to stop at once, and to stop after the chunk at hand. */
export interface StopSignals {
  readonly signal: AbortSignal;
  readonly timeSlice: AbortSignal;
}

/** Takes a worker's signal apart by its reason. */
export function stopSignals(given: AbortSignal): StopSignals {
  const atOnce = new AbortController();
  const afterChunk = new AbortController();
  const follow = () => (given.reason instanceof TimeSlice ? afterChunk : atOnce).abort(given.reason);
  if (given.aborted) follow();
  else given.addEventListener('abort', follow, { once: true });
  return { signal: atOnce.signal, timeSlice: afterChunk.signal };
}
