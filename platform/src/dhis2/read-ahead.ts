/**
 * Hands on what `source` yields and lets it work on the next item meanwhile: a page is fetched while the one before is
 * being dealt with. At most one item waits.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  // A failure is kept until the reader comes for it; as a bare promise it would count as unhandled before.
  const next = () => Promise.allSettled([iterator.next()]);
  let pending = next();
  try {
    while (true) {
      const [outcome] = await pending;
      if (outcome.status === 'rejected') throw outcome.reason;
      if (outcome.value.done) return;
      pending = next();
      yield outcome.value.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A reading that was begun at once, although nobody has come for its first item yet. */
export interface BegunReading<T> {
  readonly items: AsyncIterable<T>;
  /** Ends it, wherever it is; to be called in any case. */
  stop(): Promise<void>;
}

/** Begins to read before the first item is asked for: while something else is read that has to be known first. */
export function beginReading<T>(source: AsyncIterable<T>): BegunReading<T> {
  const reading = readAhead(source);
  const first = Promise.allSettled([reading.next()]);
  async function* items(): AsyncGenerator<T> {
    const [outcome] = await first;
    if (outcome.status === 'rejected') throw outcome.reason;
    if (outcome.value.done) return;
    yield outcome.value.value;
    yield* reading;
  }
  return {
    items: items(),
    async stop() {
      await first;
      await reading.return(undefined);
    },
  };
}
