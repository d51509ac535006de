/** Runs what it is given one after the other, in the order in which it was given. */
export type OneAtATime = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, work) => {
    const mine = last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    // Whoever waits behind only wants to know that it is over.
    last = Promise.allSettled([mine]);
    return mine;
  };
}
