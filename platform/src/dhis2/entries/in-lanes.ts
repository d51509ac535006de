/** Does something with each item, at most `lanes` at a time; results in the items' order. A failure stops the others. */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  act: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  let hasFailed = false;
  async function lane(): Promise<void> {
    for (const [at, item] of waiting) {
      if (hasFailed) return;
      try {
        results[at] = await act(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
