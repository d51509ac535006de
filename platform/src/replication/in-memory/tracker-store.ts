import type { ListedTrackerType } from '../../model/instance.ts';
import type { MetadataObject } from '../../model/metadata-object.ts';
import {
  type TrackerObject,
  type TrackerSelection,
  type TrackerType,
  trackerTypes,
  trackerUidKey,
} from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';

export type InMemoryTrackerObjects = Record<TrackerType, Map<Uid, TrackerObject>>;

/** The tracker data of an instance in memory, listed as a release of DHIS2 lists it. */
export interface TrackerStore {
  readonly objects: InMemoryTrackerObjects;
  /** What `GET /api/tracker/…` shows of one selection: attributes of the type or program, relationships of both sides. */
  list(type: ListedTrackerType, selection: TrackerSelection): TrackerObject[];
}

export interface TrackerStoreOptions {
  readonly metadata: Readonly<Record<string, readonly MetadataObject[]>>;
  /** 2.40 lists enrollments without their attributes, and flat enrollments and events without relationships. */
  readonly listsFlat: boolean;
}

export function createTrackerStore(options: TrackerStoreOptions): TrackerStore {
  const objects = Object.fromEntries(trackerTypes.map((type) => [type, new Map()])) as InMemoryTrackerObjects;
  const fields = attributeLists(options.metadata);

  function attributesOf(entityUid: unknown, kept: ReadonlySet<unknown>): unknown[] {
    const attributes = objects.trackedEntities.get(String(entityUid))?.attributes;
    const all = Array.isArray(attributes) ? attributes : [];
    return all.filter((item: { attribute?: unknown }) => kept.has(item.attribute));
  }

  function relationshipsOf(key: string, uid: unknown): TrackerObject[] {
    return [...objects.relationships.values()].filter((relationship) =>
      [relationship.from, relationship.to].some(
        (item) => (item as Record<string, Record<string, unknown>>)[key]?.[key] === uid,
      ),
    );
  }

  function show(type: ListedTrackerType, object: TrackerObject, selection: TrackerSelection): TrackerObject {
    const uid = object[trackerUidKey[type]];
    const relationships =
      options.listsFlat || type === 'trackedEntities' ? relationshipsOf(trackerUidKey[type], uid) : [];
    if (type === 'events') return { ...object, relationships };
    if (type === 'enrollments') {
      const kept = options.listsFlat ? fields(object.program) : new Set();
      return { ...object, relationships, attributes: attributesOf(object.trackedEntity, kept) };
    }
    const kept = new Set([...fields(object.trackedEntityType), ...fields(selection.program)]);
    const enrollments = [...objects.enrollments.values()]
      .filter((enrollment) => enrollment.trackedEntity === uid)
      .map((enrollment) => ({
        ...enrollment,
        attributes: attributesOf(uid, fields(enrollment.program)),
        relationships: relationshipsOf('enrollment', enrollment.enrollment),
        events: [...objects.events.values()]
          .filter((event) => event.enrollment === enrollment.enrollment)
          .map((event) => ({ ...event, relationships: relationshipsOf('event', event.event) })),
      }));
    return { ...object, relationships, attributes: attributesOf(uid, kept), enrollments };
  }

  return {
    objects,
    list: (type, selection) =>
      [...objects[type].values()]
        .filter((object) => selection.includeDeleted === true || object.deleted !== true)
        .filter((object) => isSelected(objects, type, object, selection))
        .map((object) => show(type, object, selection)),
  };
}

function isSelected(
  objects: InMemoryTrackerObjects,
  type: ListedTrackerType,
  object: TrackerObject,
  { program, trackedEntityType }: TrackerSelection,
): boolean {
  if (trackedEntityType !== undefined) return object.trackedEntityType === trackedEntityType;
  if (type !== 'trackedEntities') return object.program === program;
  return [...objects.enrollments.values()].some(
    (enrollment) => enrollment.trackedEntity === object.trackedEntity && enrollment.program === program,
  );
}

/** The attributes of each tracked entity type and of each program. */
function attributeLists(metadata: TrackerStoreOptions['metadata']): (uid: unknown) => ReadonlySet<unknown> {
  const lists = new Map<unknown, Set<unknown>>();
  const keys = { trackedEntityTypes: 'trackedEntityTypeAttributes', programs: 'programTrackedEntityAttributes' };
  for (const [type, key] of Object.entries(keys)) {
    for (const object of metadata[type] ?? []) {
      const used = Array.isArray(object[key]) ? object[key] : [];
      lists.set(object.id, new Set(used.map((item) => item.trackedEntityAttribute.id)));
    }
  }
  return (uid) => lists.get(uid) ?? new Set();
}
