/**
 * The same items, with the next one already being read while the last one is worked on. A failure is thrown where the
 * item would have come.
 */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = held(items.next());
  try {
    for (;;) {
      const { done, value } = await next.promise;
      if (done === true) return;
      next = held(items.next());
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}

/** A promise that is looked at later: its failure in the meantime is no unhandled one. */
function held<T>(promise: Promise<T>): { promise: Promise<T> } {
  promise.catch(() => undefined);
  return { promise };
}
