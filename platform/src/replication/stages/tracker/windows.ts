/** A window of a stream, or the error that ended it: what was read before the error still counts. */
export type StreamWindow<T> =
  | { readonly index: number; readonly items: readonly T[] }
  | { readonly failure: unknown; readonly items?: undefined };

/**
 * Cuts a stream into windows of `size`, and reads the next one while the last is being worked on. An error of the
 * stream comes as the last window, after whole windows only: a half-read one is dropped, never taken for the end.
 */
export async function* windowsOf<T>(stream: AsyncIterable<T>, size: number): AsyncGenerator<StreamWindow<T>> {
  const iterator = stream[Symbol.asyncIterator]();
  let ended = false;
  async function next(index: number): Promise<StreamWindow<T> | undefined> {
    const items: T[] = [];
    try {
      while (items.length < size) {
        const step = await iterator.next();
        if (step.done === true) {
          ended = true;
          break;
        }
        items.push(step.value);
      }
    } catch (failure) {
      ended = true;
      return { failure };
    }
    return items.length > 0 ? { index, items } : undefined;
  }
  try {
    let pending = next(0);
    for (let index = 0; ; index++) {
      const window = await pending;
      if (window === undefined) return;
      if (!ended) pending = next(index + 1);
      else pending = Promise.resolve(undefined);
      yield window;
    }
  } finally {
    if (!ended) await iterator.return?.();
  }
}
