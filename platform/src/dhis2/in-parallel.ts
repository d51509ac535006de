/**
 * Does the same work for every item, some at a time, and hands on the outcomes in the order of the items. At most `width`
 * outcomes wait. A failure is thrown when its turn comes, and nothing new is begun.
 */
export async function* inParallel<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  // A failure is kept until the reader comes for it; as a bare promise it would count as unhandled before.
  const pending: Promise<PromiseSettledResult<R>[]>[] = [];
  async function next(): Promise<R> {
    const [outcome] = (await pending.shift()) ?? [];
    if (outcome === undefined) throw new Error('nothing is pending');
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }
  for await (const item of items) {
    pending.push(Promise.allSettled([work(item)]));
    if (pending.length >= width) yield await next();
  }
  while (pending.length > 0) yield await next();
}

/**
 * Does the work for every item, at most `width` at a time, in no order: the next begins as soon as any has ended. After a failure nothing new
 * is begun, and what was begun has come to its end when the failure is thrown: nothing of it goes on behind whoever tries again.
 */
export async function allInParallel<T>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const failures: unknown[] = [];
  let isOver = false;
  const lane = async () => {
    while (!isOver) {
      const next = await iterator.next();
      isOver ||= next.done === true;
      if (next.done !== true && !isOver) await work(next.value);
    }
  };
  const lanes = Array.from({ length: width }, () =>
    lane().catch((error: unknown) => {
      isOver = true;
      failures.push(error);
    }),
  );
  await Promise.all(lanes);
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}
