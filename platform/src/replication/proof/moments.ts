import type { InstanceFacts, InstanceReader } from '../../model/instance.ts';
import type { RunContext } from '../run-context.ts';
import { parseMoment } from '../selection/changed-since.ts';

/** A moment of one instance's own clock, and the same as a number. */
export interface Moment {
  /** `yyyy-MM-ddTHH:mm:ss.SSS` by its wall clock, without an offset. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly ms: number;
}

/** The moment since which each side has to be asked for changes. */
export interface SideMoments {
  readonly source: Moment;
  readonly target: Moment;
}

/**
 * A date is set when a transaction or an import begins, and what bears it may be seen when that ends: what was dated so long before a
 * reading is asked for again. People import into a source; into a target hardly anybody but Relais.
 */
const overlapMs = { source: 1_800_000, target: 120_000 };

/** A clock that is told with another zone than it goes by is no clock to go by. */
const toleranceMs = 600_000;

/**
 * Both clocks less the overlap, asked before something is read: whatever the reading misses is dated later. Undefined where
 * a side keeps no dates (an archive), or does not say in which zone its clock goes.
 */
export async function lookAtClocks({
  source,
  target,
  signal,
}: Pick<RunContext, 'source' | 'target' | 'signal'>): Promise<SideMoments | undefined> {
  const [ofSource, ofTarget] = await Promise.all([
    momentOf(source, overlapMs.source, signal),
    momentOf(target, overlapMs.target, signal),
  ]);
  return ofSource && ofTarget && { source: ofSource, target: ofTarget };
}

async function momentOf(
  { changes, facts }: InstanceReader,
  byMs: number,
  signal: AbortSignal,
): Promise<Moment | undefined> {
  if (changes === undefined || facts.serverTimeZone === undefined) return undefined;
  return momentBefore(await changes.clock(signal), facts, byMs);
}

/** So long before a moment that an instance told of its clock; undefined where it goes by another zone than it says. */
export function momentBefore(
  clock: string,
  { serverTimeZone, clockOffsetMs }: Pick<InstanceFacts, 'serverTimeZone' | 'clockOffsetMs'>,
  byMs: number,
): Moment | undefined {
  const now = parseMoment(clock, serverTimeZone);
  if (Math.abs(now.ms - clockOffsetMs - Date.now()) > toleranceMs) return undefined;
  const text = new Date(Date.parse(`${now.text}Z`) - byMs).toISOString().slice(0, -1);
  return { text, ms: now.ms - byMs };
}
