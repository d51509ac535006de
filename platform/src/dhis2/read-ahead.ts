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
