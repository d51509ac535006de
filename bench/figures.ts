/** The middle of the numbers; the mean of the two middle ones where there is an even count. NaN of nothing. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[middle - 1] ?? Number.NaN, sorted[middle] ?? Number.NaN];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

/** How long the work took, beside what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** `12,345` for counts and rates, `0.93` for ratios. */
export function format(number: number, decimals = 0): string {
  return number.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Writes a line. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
