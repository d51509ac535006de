/** A window of a stream, or the error that ended it: what was read before the error still counts. */
export type StreamWindow<T> =
  | { readonly index: number; readonly items: readonly T[] }
  | { readonly failure: unknown; readonly items?: undefined };

/**
 * Cuts a stream into windows of `size`, and reads the next one while the last is being worked on. An error of the
 * stream comes as the very last window, after what was read before it: never does it look like the end.
 */
export async function* windowsOf<T>(stream: AsyncIterable<T>, size: number): AsyncGenerator<StreamWindow<T>> {
  const reading = readWindows(stream, size);
  let pending = reading.next();
  try {
    for (let index = 0; ; index++) {
      const { items, failure } = await pending;
      const isLast = items.length < size || failure !== undefined;
      if (!isLast) pending = reading.next();
      if (items.length > 0) yield { index, items };
      if (failure !== undefined) yield { failure };
      if (isLast) return;
    }
  } finally {
    await pending;
    await reading.close();
  }
}

/** What one step read; a failure is kept as a value, so that it waits until somebody comes for it. */
interface Read<T> {
  readonly items: readonly T[];
  readonly failure?: unknown;
}

function readWindows<T>(stream: AsyncIterable<T>, size: number) {
  const iterator = stream[Symbol.asyncIterator]();
  return {
    async next(): Promise<Read<T>> {
      const items: T[] = [];
      try {
        while (items.length < size) {
          const step = await iterator.next();
          if (step.done === true) break;
          items.push(step.value);
        }
        return { items };
      } catch (failure) {
        return { items, failure: failure ?? new Error('the reading failed without a reason') };
      }
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}
