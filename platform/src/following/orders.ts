import type { ChangeMark } from '../model/changes.ts';
import { type TrackerType, trackerTypes } from '../model/tracker-objects.ts';
import { usualBound } from '../replication/deletions/deletion-bound.ts';
import { type DeletionBound, deletionPolicyOf } from '../replication/deletions/deletion-policy.ts';
import type { RunOptions } from '../replication/run-context.ts';
import type { Probe } from './probe.ts';

/** What a probe noticed that has not been carried yet. */
export interface News {
  readonly probe: Probe;
  readonly fresh: readonly ChangeMark[];
  /** From which moment it was asked, by the source's clock. */
  readonly since: string;
}

/** What the runs of a cycle go by. */
export interface OrderRules {
  /** What the user chose; `only` and `deletions` spelled out type by type. */
  readonly options: RunOptions;
  /** The last comparison of everything: who stands for whom is known from it. */
  readonly followsRun: number | undefined;
  /** How many objects of a type or class the target holds, as that comparison found it. */
  readonly held: (type: string) => number;
  /** After a run of the changes alone left differences: the types concerned are compared as a whole. */
  readonly wholeTypes: boolean;
}

/**
 * The runs that carry what was noticed: one of what changed since, and one that compares as a whole the types of which something was deleted, or of
 * which nothing says when it changed. Empty where all that was noticed are deletions that are not to be carried.
 */
export function ordersOf(
  news: readonly News[],
  { options: chosen, followsRun, held, wholeTypes }: OrderRules,
): RunOptions[] {
  // Upkeep that takes its time (analytics) goes with the comparison of everything alone.
  const options = { ...chosen, afterwards: chosen.afterwards?.length === 0 ? [] : undefined };
  const changed = new Set<string>();
  const compared = new Set<string>();
  let since: string | undefined;
  for (const { probe, fresh, since: asked } of news) {
    if (probe.carriedBy === 'changes') since = since === undefined || asked < since ? asked : since;
    for (const { type } of fresh) {
      if (!isCarried(type, options)) continue;
      if (probe.carriedBy === 'changes' && !(wholeTypes && !isData(type))) changed.add(type);
      else if (probe.name !== 'deletedMetadata' || deletionPolicyOf(options, type) === 'propagate') compared.add(type);
    }
  }
  // What hangs on a tracker object goes with it when it is deleted, and a relationship is noticed by its start alone.
  if (trackerTypes.some((type) => changed.has(type))) for (const type of carriedTracker(options)) changed.add(type);
  const orders: RunOptions[] = [];
  if (changed.size > 0 && since !== undefined) {
    const only = [...changed].sort();
    const selection = { ...options.selection, changedSince: since, followsRun };
    orders.push({ ...options, only, selection, maxDeletions: boundOf(options, only, held) });
  }
  if (compared.size > 0) orders.push({ ...options, compare: 'everything', only: [...compared].sort() });
  return orders;
}

/** A run of changes sees little of what the target holds: a share is reckoned from what the comparison of everything found. */
function boundOf(options: RunOptions, only: readonly string[], held: (type: string) => number): DeletionBound {
  const bound = options.maxDeletions ?? usualBound;
  if ('count' in bound) return bound;
  const whole = only.reduce((sum, type) => sum + held(type), 0);
  return { count: Math.max(1, Math.ceil((whole * bound.percent) / 100)) };
}

function isCarried(type: string, { only }: RunOptions): boolean {
  return only === undefined || only.includes(type);
}

function isData(type: string): boolean {
  return type === 'dataValues' || trackerTypes.some((each) => each === type);
}

function carriedTracker(options: RunOptions): TrackerType[] {
  return trackerTypes.filter((type) => isCarried(type, options));
}
