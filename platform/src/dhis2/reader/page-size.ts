/** What one page took. */
export interface PageCost {
  readonly bytes: number;
  readonly ms: number;
}

const SMALLEST = 25;
const GREATEST = 3200;

/** A page should come within a few seconds and stay small in memory: the server holds it as a whole too (API.md §12). */
const ROOMY: PageCost = { bytes: 2_000_000, ms: 2_000 };
const CRAMPED: PageCost = { bytes: 8_000_000, ms: 15_000 };

/**
 * The size of the page that begins at `offset`, after one of `size` cost so much: twice as large, as large, or half. Pages
 * are counted by the server from the start, so a size must divide the offset: sizes are 25 times a power of two.
 */
export function nextPageSize(size: number, cost: PageCost, offset: number): number {
  if (cost.bytes > CRAMPED.bytes || cost.ms > CRAMPED.ms) return smallerPageSize(size);
  const isRoomy = cost.bytes < ROOMY.bytes && cost.ms < ROOMY.ms;
  return isRoomy && size < GREATEST && offset % (size * 2) === 0 ? size * 2 : size;
}

export function smallerPageSize(size: number): number {
  return Math.max(SMALLEST, size / 2);
}

export function isSmallestPage(size: number): boolean {
  return size <= SMALLEST;
}
