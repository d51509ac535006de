/** How far apart the looks at a source are. */
export interface PaceOptions {
  /** The longest time between two looks while all is well. */
  readonly everyMs: number;
}

/** What the last cycle brought. */
export type CycleEnd = 'idle' | 'carried' | 'different' | 'failed';

/** What the pace goes by; plain data. */
export interface PaceState {
  readonly waitMs: number;
  /** Cycles in a row that did not end well. */
  readonly failures: number;
}

/** After a change the next look comes this much sooner, because changes come in company. */
const hurry = 6;
const shortestMs = 5_000;
/** While nothing changes each wait is so much longer than the last, until `everyMs`. */
const slackening = 1.5;
const longestBackOffMs = 10 * 60_000;

export function startPace({ everyMs }: PaceOptions): PaceState {
  return { waitMs: everyMs, failures: 0 };
}

/**
 * The next wait: short after a change, longer while nothing changes, never longer than `everyMs`: so the delay that one relies on is the one that
 * one chose. What fails is tried again at growing intervals.
 */
export function nextPace(state: PaceState, end: CycleEnd, { everyMs }: PaceOptions): PaceState {
  const shortest = Math.min(everyMs, Math.max(shortestMs, everyMs / hurry));
  if (end === 'failed' || end === 'different') {
    const failures = state.failures + 1;
    return { waitMs: Math.min(everyMs * 2 ** (failures - 1), Math.max(everyMs, longestBackOffMs)), failures };
  }
  if (end === 'carried') return { waitMs: shortest, failures: 0 };
  return { waitMs: Math.min(everyMs, Math.max(shortest, state.waitMs * slackening)), failures: 0 };
}
