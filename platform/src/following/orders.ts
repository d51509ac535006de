import type { ChangeMark } from '../model/changes.ts';
import { type TrackerType, trackerTypes } from '../model/tracker-objects.ts';
import { deletionPolicyOf } from '../replication/deletions/deletion-policy.ts';
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
  /** After a run of the changes alone left differences: the types concerned are compared as a whole. */
  readonly wholeTypes: boolean;
}

/**
 * The runs that carry what was noticed: one of what changed since, and one that compares as a whole the types of which something was deleted, or of
 * which nothing says when it changed. Empty where all that was noticed are deletions that are not to be carried.
 */
export function ordersOf(news: readonly News[], { options, followsRun, wholeTypes }: OrderRules): RunOptions[] {
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
    orders.push({
      ...options,
      only: [...changed].sort(),
      selection: { ...options.selection, changedSince: since, followsRun },
    });
  }
  if (compared.size > 0) orders.push({ ...options, only: [...compared].sort() });
  return orders;
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
