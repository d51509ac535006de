import type { TrackerType } from '../../../model/tracker-objects.ts';
import { lookAtClocks, type SideMoments } from '../../proof/moments.ts';
import type { RunContext } from '../../run-context.ts';
import { readOrgUnitTree } from '../../slices/org-unit-hierarchy.ts';
import { targetPlacesOf } from '../../slices/target-places.ts';
import { type Comparison, comparisonOf } from './canonical-form.ts';
import { type TrackerCapabilities, trackerCapabilitiesFor } from './capabilities.ts';
import { type CarriedTracker, carriedTrackerOf } from './carried-objects.ts';
import type { EarlierSlice } from './carried-slices.ts';
import { trackerCatalogueOf } from './changed-tracker.ts';
import { createDatedReadings } from './dated-slices.ts';
import { type FileElements, readFileElements } from './file-values.ts';
import { textOf } from './object-access.ts';
import { createPace, type Pace } from './pace.ts';
import type { TrackerSide } from './read-slice.ts';
import type { TrackerCatalogue } from './tracker-catalogue.ts';
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
  /** Both clocks before anything was read; undefined where dates say nothing. */
  readonly moments?: SideMoments | undefined;
  readonly pace: Pace;
  /** What was found of slices of tracked entities, once looked for. */
  readonly earlierEntities: Map<string, Promise<EarlierSlice>>;
  readonly fileElements: FileElements;
  /** Objects of one ledger chunk: enough for four requests of 500, few enough to be held twice. */
  readonly windowSize: number;
}

export async function openTrackerWork(context: RunContext): Promise<TrackerWork> {
  const { source, target, identity, scope, signal } = context;
  const [moments, catalogue, fileElements] = await Promise.all([
    scope.isEverything ? lookAtClocks(context) : undefined,
    trackerCatalogueOf(context),
    readFileElements(source, signal),
  ]);
  const carried = await carriedTrackerOf(context);
  return {
    context,
    catalogue,
    carried,
    moments,
    source: {
      ...(moments && { dated: createDatedReadings(moments.source) }),
      reader: source,
      toItsUid: (uid) => uid,
      updatedAfter: scope.data.changedSinceText,
      movesOriginDates: scope.data.isFollowing,
      ...(carried && { isCarried: carried.fromSource, asCarried: carried.asCarried }),
    },
    target: {
      ...(moments && { dated: createDatedReadings(moments.target) }),
      reader: target,
      toItsUid: (uid) => identity.toTarget(uid),
      ...(await targetPlaces(context, catalogue, carried)),
      ...(carried && trackerCapabilitiesFor(target.facts).listsByUid && { only: (type) => carried.changedFew(type) }),
    },
    sourceCapabilities: trackerCapabilitiesFor(source.facts),
    targetCapabilities: trackerCapabilitiesFor(target.facts),
    pace: createPace(),
    earlierEntities: new Map(),
    fileElements,
    windowSize: 2000,
  };
}

/** How the target is listed when its org units are found by a mapping, and which of its objects are looked at. */
async function targetPlaces(
  context: RunContext,
  { hierarchy, roots }: TrackerCatalogue,
  carried: CarriedTracker | undefined,
): Promise<Pick<TrackerSide, 'placesOf' | 'isCarried'>> {
  const { identity } = context;
  if (identity.mapsOrgUnits !== true) return carried === undefined ? {} : { isCarried: carried.onTarget };
  const find = targetPlacesOf(identity, hierarchy, await readOrgUnitTree(context, 'target'));
  const { isWanted } = find(roots, true);
  const places = new Map(roots.map((root) => [root, find([root], true).requests.flat()]));
  return {
    placesOf: (root) => places.get(root) ?? [],
    isCarried: (slice, object) => {
      const orgUnit = textOf(object, 'orgUnit');
      const isCounterpart = orgUnit === undefined || (isWanted?.(orgUnit) ?? true);
      return isCounterpart && (carried?.onTarget(slice, object) ?? true);
    },
  };
}

export function comparisonFor(work: TrackerWork, slice: TrackerSlice): Comparison {
  return comparisonOf(slice, work.sourceCapabilities, work.targetCapabilities, work.target.toItsUid);
}

export function isWanted(context: RunContext, type: TrackerType): boolean {
  return context.options.only === undefined || context.options.only.includes(type);
}
