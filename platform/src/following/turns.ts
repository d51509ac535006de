import type { Probe } from './probe.ts';

/** How often and how dearly a probe looked, as far as it is known. */
export interface ProbeRecord {
  /** By our clock; undefined before its first look. */
  readonly lookedAtMs: number | undefined;
  readonly requests: number;
  readonly tookMs: number;
}

/** What one cycle may cost. */
export interface CycleBudget {
  readonly nowMs: number;
  readonly everyMs: number;
  /** Requests that the whole cycle may send. */
  readonly requests: number;
}

/** While nothing changes a source is asked less than this often. */
export const idleRequestsPerMinute = 20;

/** So large a share of the source's time a probe of every cycle may take: the delay that a user relies on hangs on it. */
const constantShare = 1 / 3;
/** And so small a share one that takes its turn. */
const share = 1 / 50;

/** Requests that one cycle may send, so that a minute of them stays below the bound. */
export function requestsPerCycle(waitMs: number): number {
  return Math.max(1, Math.ceil((idleRequestsPerMinute * waitMs) / 60_000) - 1);
}

/**
 * The probes of this cycle: the first one always, because its answer tells the source's clock; then those that are longest overdue, as long as
 * the budget lasts. So every probe comes to its turn, and where there are many, each looks less often. One that costs more than a whole cycle may is left
 * to the comparison of everything.
 */
export function probesInTurn(
  probes: readonly Probe[],
  recordOf: (probe: Probe) => ProbeRecord,
  { nowMs, everyMs, requests }: CycleBudget,
  isWanted: (probe: Probe) => boolean = () => false,
): readonly Probe[] {
  const [first, ...others] = probes;
  if (first === undefined) return [];
  const overdue = (probe: Probe): number => {
    const { lookedAtMs, tookMs } = recordOf(probe);
    if (isWanted(probe) || lookedAtMs === undefined) return Number.POSITIVE_INFINITY;
    const itsShare = probe.period === 1 ? constantShare : share;
    const period = Math.max((probe.period - 0.5) * everyMs, tookMs / itsShare);
    return (nowMs - lookedAtMs) / period;
  };
  let left = requests - recordOf(first).requests;
  const chosen = new Set<Probe>();
  const waiting = others.map((probe) => ({ probe, overdue: overdue(probe) })).filter((each) => each.overdue >= 1);
  for (const { probe } of waiting.sort((a, b) => b.overdue / b.probe.period - a.overdue / a.probe.period)) {
    const cost = recordOf(probe).requests;
    if (cost > left && !isWanted(probe)) continue;
    chosen.add(probe);
    left -= cost;
  }
  return [first, ...others.filter((probe) => chosen.has(probe))];
}

/** Probes that never come to their turn, because they alone cost more than a cycle may. */
export function tooDear(probes: readonly Probe[], recordOf: (probe: Probe) => ProbeRecord, requests: number): Probe[] {
  const [first, ...others] = probes;
  if (first === undefined) return [];
  return others.filter((probe) => recordOf(probe).requests > requests - recordOf(first).requests);
}
