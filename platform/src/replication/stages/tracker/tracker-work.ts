import type { TrackerType } from '../../../model/tracker-objects.ts';
import type { RunContext } from '../../run-context.ts';
import { restrictTracker } from '../../selection/tracker-scope.ts';
import { type Comparison, comparisonOf } from './canonical-form.ts';
import { type TrackerCapabilities, trackerCapabilitiesFor } from './capabilities.ts';
import { type CarriedTracker, carriedTrackerOf } from './carried-objects.ts';
import { type FileElements, readFileElements } from './file-values.ts';
import { createPace, type Pace } from './pace.ts';
import type { TrackerSide } from './read-slice.ts';
import { readTrackerCatalogue, type TrackerCatalogue } from './tracker-catalogue.ts';
import type { TrackerSlice } from './tracker-slice.ts';

/** What the stage and its verifier share over a run. */
export interface TrackerWork {
  readonly context: RunContext;
  readonly catalogue: TrackerCatalogue;
  /** What a selection carries; everything when absent. */
  readonly carried?: CarriedTracker | undefined;
  readonly source: TrackerSide;
  readonly target: TrackerSide;
  readonly sourceCapabilities: TrackerCapabilities;
  readonly targetCapabilities: TrackerCapabilities;
  readonly pace: Pace;
  readonly fileElements: FileElements;
  /** Objects of one ledger chunk: enough for four requests of 500, few enough to be held twice. */
  readonly windowSize: number;
}

export async function openTrackerWork(context: RunContext): Promise<TrackerWork> {
  const { source, target, identity, scope, signal } = context;
  const catalogue = restrictTracker(await readTrackerCatalogue(source, signal), scope);
  const carried = await carriedTrackerOf(context, catalogue);
  return {
    context,
    catalogue,
    carried,
    source: {
      reader: source,
      toItsUid: (uid) => uid,
      updatedAfter: scope.data.changedSinceText,
      ...(carried && { isCarried: carried.fromSource }),
    },
    target: {
      reader: target,
      toItsUid: (uid) => identity.toTarget(uid),
      ...(carried && { isCarried: carried.onTarget }),
    },
    sourceCapabilities: trackerCapabilitiesFor(source.facts),
    targetCapabilities: trackerCapabilitiesFor(target.facts),
    pace: createPace(),
    fileElements: await readFileElements(source, signal),
    windowSize: 2000,
  };
}

export function comparisonFor(work: TrackerWork, slice: TrackerSlice): Comparison {
  return comparisonOf(slice, work.sourceCapabilities, work.targetCapabilities, work.target.toItsUid);
}

export function isWanted(context: RunContext, type: TrackerType): boolean {
  return context.options.only === undefined || context.options.only.includes(type);
}
