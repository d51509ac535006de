import { format, tell } from './figures.ts';

/** A piece that a worker has done, or had for a while. Moments are milliseconds of the machine's clock. */
export interface PieceDone {
  readonly worker: number;
  readonly task: string;
  readonly step: string;
  readonly round: number;
  readonly piece: string;
  readonly end: string;
  readonly ms: number;
  readonly atMs: number;
}

/** Tells step by step how long all had of it, how long workers had pieces of it at hand, and what the longest was. */
export function tellTimeline(pieces: readonly PieceDone[], workers: number): void {
  const steps = Map.groupBy(pieces, ({ task, step }) => (task === 'work' ? step : `${task} ${step}`));
  let lastMs = Math.min(...pieces.map(begin));
  for (const [name, done] of steps) {
    const endMs = Math.max(...done.map(({ atMs }) => atMs));
    const seconds = (endMs - lastMs) / 1000;
    lastMs = endMs;
    const busy = done.reduce((sum, { ms }) => sum + ms, 0) / 1000;
    const longest = done.reduce((a, b) => (b.ms > a.ms ? b : a));
    if (seconds < 0.5) continue;
    const share = format((100 * busy) / (workers * seconds));
    const tail = `longest ${longest.piece.slice(0, 40)} ${format(longest.ms / 1000, 1)} s`;
    tell(`  ${name}: ${format(seconds, 1)} s, ${done.length} pieces, workers occupied to ${share} %, ${tail}`);
  }
}

function begin({ atMs, ms }: PieceDone): number {
  return atMs - ms;
}
