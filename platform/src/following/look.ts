import type { ChangeMark } from '../model/changes.ts';
import type { Watermark } from '../store/following.ts';
import type { News } from './orders.ts';
import { type FollowedSource, newsOf, type Probe } from './probe.ts';
import { withoutSameContent } from './same-content.ts';
import type { SourceCatalogue } from './source-catalogue.ts';
import { ageMs, earlier } from './source-time.ts';
import type { ProbeRecord } from './turns.ts';

/** What one cycle's questions found. */
export interface Findings {
  readonly news: readonly News[];
  /** Where each watermark stands once its news are carried, by probe. */
  readonly watermarks: ReadonlyMap<string, Watermark>;
  /** The source's clock when the looking began. */
  readonly asOf: string;
  /** How old the oldest change was by then, as far as dates say so. */
  readonly oldestMs: number;
  readonly records: ReadonlyMap<string, ProbeRecord>;
}

export interface LookOrder {
  readonly source: FollowedSource;
  readonly catalogue: SourceCatalogue;
  /** The first one tells the source's clock. */
  readonly probes: readonly Probe[];
  readonly watermarks: ReadonlyMap<string, Watermark>;
  /** How far looks overlap: what was written in a transaction that took so long is met all the same. */
  readonly overlapMs: number;
  /** The source's clock, where it was asked before; the first answer tells it otherwise. */
  readonly asOf?: string | undefined;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** How far looks overlap where nobody says otherwise: longer than imports of a usual size take to be committed. */
export const usualOverlapMs = 120_000;

/** What two looks of one cycle found. */
export function together(one: Findings, other: Findings): Findings {
  return {
    news: [...one.news, ...other.news],
    watermarks: new Map([...one.watermarks, ...other.watermarks]),
    asOf: one.asOf,
    oldestMs: Math.max(one.oldestMs, other.oldestMs),
    records: new Map([...one.records, ...other.records]),
  };
}

/** How old the oldest change is; none that is noticed now is older than the last look, whatever date it was given. */
function oldestOf(fresh: readonly ChangeMark[], asOf: string, since: string): number {
  const ages = fresh.map(({ at }) => ageMs(asOf, at.replace('deleted ', '')) ?? 0);
  return Math.max(0, Math.min(Math.max(...ages, 0), ageMs(asOf, since) ?? 0));
}

/** Marks of one answer: enough to know whether all of them are known, few enough to be kept. */
const markLimit = 2_000;

/**
 * Asks all questions of a cycle. All that is asked after the first answer is asked after the moment that this answer tells: so one moment is the new
 * watermark of all, and what changes between two questions is met in the next cycle.
 */
export async function look(order: LookOrder): Promise<Findings> {
  const { source, catalogue, watermarks, overlapMs, signal } = order;
  const news: News[] = [];
  const next = new Map<string, Watermark>();
  const records = new Map<string, ProbeRecord>();
  let { asOf } = order;
  let oldestMs = 0;
  for (const probe of order.probes) {
    const watermark = watermarks.get(probe.name);
    const begun = { at: order.now(), requests: source.changes.requestsSent() };
    const since = earlier(watermark?.since || (asOf ?? ''), overlapMs);
    const found = await probe.look({ source, catalogue, watermark, since, limit: markLimit, signal });
    asOf ??= found.asOf ?? (await source.changes.clock(signal));
    const { fresh, seen } = newsOf(probe.kind, found, watermark);
    const real = await withoutSameContent(source, fresh, watermarks, signal);
    for (const [name, contents] of real.contents) next.set(name, contents);
    next.set(probe.name, { since: probe.kind === 'dated' ? asOf : '', seen });
    if (real.fresh.length > 0) news.push({ probe, fresh: real.fresh, since });
    if (probe.kind === 'dated') oldestMs = Math.max(oldestMs, oldestOf(real.fresh, asOf, since));
    records.set(probe.name, {
      lookedAtMs: begun.at,
      requests: source.changes.requestsSent() - begun.requests,
      tookMs: order.now() - begun.at,
    });
  }
  return { news, watermarks: next, asOf: asOf ?? '', oldestMs, records };
}
