import { createUidSet, type UidSet } from '../../../dhis2/uid-set.ts';
import type { ListedTrackerType } from '../../../model/instance.ts';
import { type TrackerObject, type TrackerType, trackerTypes, trackerUidKey } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { usernamesOnTarget } from '../../entries/known-on-target.ts';
import type { RunContext } from '../../run-context.ts';
import type { Scope } from '../../selection/scope.ts';
import { isListingFailure } from '../../slices/listing-failure.ts';
import { onceForRun } from '../../steps/once-for-run.ts';
import { type CarriedConditions, carriedConditions } from './carried-conditions.ts';
import { trackerCatalogueOf } from './changed-tracker.ts';
import { recordOf, relationshipItemOf, textOf, uidOf } from './object-access.ts';
import { readSlice, type TrackerSide } from './read-slice.ts';
import type { TrackerCatalogue } from './tracker-catalogue.ts';
import { slicesOf, type TrackerSlice } from './tracker-slice.ts';

/** Which tracker objects a selection carries. */
export interface CarriedTracker {
  fromSource(slice: TrackerSlice, object: TrackerObject): boolean;
  /** Counterparts of carried objects, and strangers that would be carried if the source had them. */
  onTarget(slice: TrackerSlice, object: TrackerObject): boolean;
  /** An object of the source without an assigned user whom the target does not have: users do not come with a program. */
  asCarried(object: TrackerObject): TrackerObject;
  /** How many events lose their assigned user by that. */
  readonly unassigned: number;
  /** Whether a tracked entity is carried, also when it did not change since the chosen moment. */
  hasEntity(uid: Uid): boolean;
  /** The objects that changed since the chosen moment, where these alone are compared and are few. */
  changedFew(type: ListedTrackerType): readonly Uid[] | undefined;
  /** How many objects stay behind because their org unit, or what they hang on, does. */
  readonly outside: Readonly<Partial<Record<TrackerType, number>>>;
}

/** Looked for once in a run, when a stage first asks. */
const carriedIn = onceForRun(async (context) => findCarried(context, await trackerCatalogueOf(context)));

/** What a run's selection carries; undefined where nothing is left out. */
export async function carriedTrackerOf(context: RunContext): Promise<CarriedTracker | undefined> {
  return context.scope.isEverything ? undefined : carriedIn(context);
}

/** Whether a run carries a tracked entity of the source. */
export async function isEntityCarried(context: RunContext, uid: Uid): Promise<boolean> {
  return (await carriedTrackerOf(context))?.hasEntity(uid) ?? true;
}

type Read = (type: TrackerType, take: (object: TrackerObject, slice: TrackerSlice) => void) => Promise<void>;

/**
 * Reads the source once more, for UIDs alone, to know what a selection carries. An event is carried when it lies in the
 * period and its enrollment is carried; an enrollment when it was begun in the period or has such an event, and its tracked
 * entity is registered inside; a tracked entity when it has such an enrollment, or when neither programs nor a period were
 * chosen; a relationship when both its ends are.
 */
async function findCarried(context: RunContext, catalogue: TrackerCatalogue): Promise<CarriedTracker> {
  const { scope, source, signal } = context;
  const side: TrackerSide = {
    reader: source,
    toItsUid: (uid) => uid,
    updatedAfter: isChangedOnly(scope) ? scope.data.changedSinceText : undefined,
    movesOriginDates: scope.data.isFollowing,
  };
  const read: Read = async (type, take) => {
    for (const slice of slicesOf(type, catalogue)) await readThrough(side, slice, signal, (each) => take(each, slice));
  };
  const conditions = carriedConditions(scope, scope.holdsDataOf);
  const wanted = await findWantedEnrollments(read, conditions);
  const usernames = await usernamesOnTarget(context);
  const isStrange = (event: TrackerObject) => {
    const username = assignedTo(event);
    return username !== undefined && !usernames.has(username);
  };
  const found = await findMembers(read, conditions, { scope, wanted });
  let unassigned = 0;
  await read('events', (event) => {
    if (isStrange(event) && found.carried.events.has(uidOf('events', event))) unassigned++;
  });
  if (scope.data.changedSince !== undefined) {
    await read('relationships', (object) => {
      if (conditions.isChanged(object) && (isChangedOnly(scope) || hasCarriedEnds(object, found.carried)))
        found.changed.relationships.add(uidOf('relationships', object));
    });
  }
  return {
    ...carriedTracker(scope, conditions, found),
    unassigned,
    asCarried(object) {
      if (!isStrange(object)) return object;
      const { assignedUser: _, ...rest } = object;
      return rest;
    },
  };
}

function assignedTo(event: TrackerObject): string | undefined {
  return textOf(recordOf(event, 'assignedUser') ?? {}, 'username');
}

/** A slice that cannot be listed is told when it is copied. */
async function readThrough(
  side: TrackerSide,
  slice: TrackerSlice,
  signal: AbortSignal,
  take: (object: TrackerObject) => void,
): Promise<void> {
  try {
    for await (const object of readSlice(side, slice, signal)) take(object);
  } catch (error) {
    if (!isListingFailure(error)) throw error;
  }
}

/** Whether an enrollment is wanted for itself: by its own date, or for an event of the period. */
async function findWantedEnrollments(
  read: Read,
  conditions: CarriedConditions,
): Promise<(enrollment: TrackerObject) => boolean> {
  const withEvents = createUidSet();
  await read('events', (event) => {
    const enrollment = textOf(event, 'enrollment');
    const isWanted = conditions.hasPlace(event) && conditions.isInPeriod('events', event);
    if (enrollment !== undefined && isWanted) withEvents.add(enrollment);
  });
  return (enrollment) =>
    conditions.isInPeriod('enrollments', enrollment) || withEvents.has(uidOf('enrollments', enrollment));
}

type Sets = Readonly<Record<TrackerType, UidSet>>;

interface Members {
  readonly carried: Sets;
  /** Those of them that changed since the chosen moment. */
  readonly changed: Sets;
  /** The first of these, by type. */
  readonly changedFirst: Readonly<Record<TrackerType, Uid[]>>;
  /** Listed by the source, and not carried. */
  readonly leftOut: Sets;
  readonly outside: Partial<Record<TrackerType, number>>;
}

async function findMembers(
  read: Read,
  conditions: CarriedConditions,
  { scope, wanted }: { readonly scope: Scope; readonly wanted: (enrollment: TrackerObject) => boolean },
): Promise<Members> {
  const changedFirst = { trackedEntities: [], enrollments: [], events: [], relationships: [] };
  const members: Members = { carried: newSets(), changed: newSets(), changedFirst, leftOut: newSets(), outside: {} };
  const { carried, changed, leftOut, outside } = members;
  const keep = (type: TrackerType, object: TrackerObject, isCarried: boolean) => {
    (isCarried ? carried : leftOut)[type].add(uidOf(type, object));
    if (!isCarried || !conditions.isChanged(object)) return;
    const isNew = changed[type].add(uidOf(type, object));
    const first: Uid[] = members.changedFirst[type];
    if (isNew && first.length <= fewChanged) first.push(uidOf(type, object));
  };
  const enrolled = createUidSet();
  await read('enrollments', (enrollment) => {
    if (wanted(enrollment) && conditions.hasPlace(enrollment)) enrolled.add(textOf(enrollment, 'trackedEntity') ?? '');
  });
  const isForItself = !isEnrolledOnly(scope);
  const hasAllParents = isChangedOnly(scope);
  await read('trackedEntities', (entity) => {
    const isWanted = isForItself || enrolled.has(uidOf('trackedEntities', entity));
    keep('trackedEntities', entity, isWanted && conditions.hasPlace(entity));
  });
  const tell = (type: TrackerType, object: TrackerObject, isWanted: boolean, hasParent: boolean) => {
    const isCarried = isWanted && hasParent && conditions.hasPlace(object);
    if (isWanted && !isCarried) outside[type] = (outside[type] ?? 0) + 1;
    keep(type, object, isCarried);
  };
  await read('enrollments', (enrollment) => {
    const hasParent = carried.trackedEntities.has(textOf(enrollment, 'trackedEntity') ?? '');
    tell('enrollments', enrollment, wanted(enrollment), hasParent || hasAllParents);
  });
  await read('events', (event, slice) => {
    const hasParent = isSingle(slice) || carried.enrollments.has(textOf(event, 'enrollment') ?? '');
    tell('events', event, conditions.isInPeriod('events', event), hasParent || hasAllParents);
  });
  return members;
}

function carriedTracker(
  scope: Scope,
  source: CarriedConditions,
  members: Members,
): Omit<CarriedTracker, 'asCarried' | 'unassigned'> {
  const { carried, changed, changedFirst, leftOut, outside } = members;
  const target = carriedConditions(scope, scope.isSelectedOnTarget);
  const isIncremental = scope.data.changedSince !== undefined;
  const hasEnds = (relationship: TrackerObject) => isChangedOnly(scope) || hasCarriedEnds(relationship, carried);
  const isStranger = (slice: TrackerSlice, object: TrackerObject): boolean => {
    const { type } = slice;
    if (leftOut[type].has(uidOf(type, object)) || !target.hasPlace(object)) return false;
    if (type === 'trackedEntities') return !isEnrolledOnly(scope);
    const isInPeriod = target.isInPeriod(type, object);
    if (type === 'enrollments' || isSingle(slice)) return isInPeriod;
    return isInPeriod && !leftOut.enrollments.has(textOf(object, 'enrollment') ?? '');
  };
  return {
    outside,
    changedFew: (type) =>
      scope.data.isFollowing === true && changedFirst[type].length <= fewChanged ? changedFirst[type] : undefined,
    hasEntity: (uid) => isChangedOnly(scope) || carried.trackedEntities.has(uid),
    fromSource({ type }, object) {
      const isCarried = type === 'relationships' ? hasEnds(object) : carried[type].has(uidOf(type, object));
      return isCarried && source.isChanged(object);
    },
    onTarget(slice, object) {
      const { type } = slice;
      if (isIncremental) return changed[type].has(uidOf(type, object));
      if (type === 'relationships') return hasEnds(object);
      return carried[type].has(uidOf(type, object)) || isStranger(slice, object);
    },
  };
}

/** So many changed objects are read on the target by their UIDs; of more the target is listed as a whole. */
const fewChanged = 2_000;

function isEnrolledOnly({ data }: Scope): boolean {
  return data.programs !== undefined || data.period !== undefined;
}

/** Whether the date of change is the only restriction: what an object hangs on is then carried, now or in an earlier run. */
function isChangedOnly({ data }: Scope): boolean {
  const { programs, period, orgUnits, changedSince } = data;
  return changedSince !== undefined && programs === undefined && period === undefined && orgUnits === undefined;
}

function isSingle({ program }: TrackerSlice): boolean {
  return program?.withRegistration === false;
}

function hasCarriedEnds(relationship: TrackerObject, carried: Sets): boolean {
  return (['from', 'to'] as const).every((side) => {
    const end = relationshipItemOf(relationship, side);
    const type = trackerTypes.find((each) => trackerUidKey[each] === end?.key);
    return end !== undefined && type !== undefined && carried[type].has(end.uid);
  });
}

function newSets(): Sets {
  return {
    trackedEntities: createUidSet(),
    enrollments: createUidSet(),
    events: createUidSet(),
    relationships: createUidSet(),
  };
}
