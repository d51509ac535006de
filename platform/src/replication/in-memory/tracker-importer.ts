import type { ImportError, ImportReport } from '../../model/import-report.ts';
import {
  type TrackerObject,
  type TrackerPayload,
  type TrackerType,
  trackerTypes,
  trackerUidKey,
} from '../../model/tracker-objects.ts';
import type { Uid } from '../../model/uid.ts';
import type { InMemoryTrackerObjects } from './tracker-store.ts';

export interface TrackerImporterOptions {
  readonly objects: InMemoryTrackerObjects;
  /** Until 2.41 the completion date becomes the moment of the import. */
  readonly keepsCompletedAt: boolean;
  /** What this instance has against an object, beside missing parents: an error code with the server's words. */
  readonly complaint?:
    | ((type: TrackerType, object: TrackerObject) => { code: string; message: string } | undefined)
    | undefined;
  /** Objects that make the whole request fail without a word about which. */
  readonly breaksTheRequest?: ((object: TrackerObject) => boolean) | undefined;
}

const importedAt = '2026-01-01T00:00:00.000';

/** `POST /api/tracker?atomicMode=OBJECT` as API.md §9.2 and §9.3 describe it, over maps. */
export function importIntoStore(
  payload: TrackerPayload,
  validateOnly: boolean,
  options: TrackerImporterOptions,
): ImportReport {
  const all = trackerTypes.flatMap((type) => (payload[type] ?? []).map((object) => ({ type, object })));
  if (all.some(({ object }) => options.breaksTheRequest?.(object))) return brokenRequest;
  const errors: ImportError[] = [];
  const warnings: ImportError[] = [];
  const stats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: all.length };
  for (const { type, object } of all) {
    const uid = String(object[trackerUidKey[type]]);
    const complaint = missingParent(type, object, options.objects) ?? options.complaint?.(type, object);
    const isThere = options.objects[type].has(uid);
    if (complaint !== undefined || (type === 'relationships' && isThere)) {
      stats.ignored++;
      if (complaint !== undefined) errors.push({ ...complaint, type, uid });
    } else if (!validateOnly) {
      stats[isThere ? 'updated' : 'created']++;
      warnings.push(...doubledNotes(type, uid, object, options.objects));
      write(type, uid, object, options);
    }
  }
  return { status: errors.length > 0 ? 'WARNING' : 'OK', stats, errors, warnings, detailed: true, httpStatus: 200 };
}

const brokenRequest: ImportReport = {
  status: 'ERROR',
  stats: { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 },
  errors: [{ code: 'HTTP500', message: 'could not execute statement' }],
  warnings: [],
  message: 'could not execute statement',
  detailed: false,
  httpStatus: 500,
};

function missingParent(type: TrackerType, object: TrackerObject, objects: InMemoryTrackerObjects) {
  if (type === 'enrollments' && !objects.trackedEntities.has(String(object.trackedEntity))) {
    return {
      code: 'E1068',
      message: `Could not find TrackedEntity: \`${object.trackedEntity}\` linked to Enrollment.`,
    };
  }
  if (type === 'events' && object.enrollment !== undefined && !objects.enrollments.has(String(object.enrollment))) {
    return { code: 'E1081', message: `Enrollment: \`${object.enrollment}\`, do not exist.` };
  }
  return undefined;
}

function doubledNotes(
  type: TrackerType,
  uid: Uid,
  object: TrackerObject,
  objects: InMemoryTrackerObjects,
): ImportError[] {
  const there = new Set(list(objects[type].get(uid), 'notes').map(({ note }) => note));
  return list(object, 'notes')
    .filter(({ note }) => there.has(note))
    .map(({ note }) => ({ type, uid, code: 'E1119', message: `A Note with UID \`${note}\` already exists.` }));
}

function write(type: TrackerType, uid: Uid, object: TrackerObject, options: TrackerImporterOptions): void {
  const before = options.objects[type].get(uid);
  const { attributes: _, ...rest } = object;
  const written: Record<string, unknown> = { ...rest, updatedAt: importedAt };
  if (type === 'enrollments' || type === 'events') written.completedAt = completedAt(object, before, options);
  if (type === 'events') written.dataValues = merged(before, object, 'dataValues', 'dataElement');
  if (object.notes !== undefined || before?.notes !== undefined)
    written.notes = merged(object, before, 'notes', 'note');
  const entityUid = type === 'trackedEntities' ? uid : String(object.trackedEntity);
  if (type === 'trackedEntities') written.attributes = merged(before, object, 'attributes', 'attribute');
  options.objects[type].set(uid, written);
  const entity = options.objects.trackedEntities.get(entityUid);
  if (type === 'enrollments' && entity !== undefined) {
    const attributes = merged(entity, object, 'attributes', 'attribute');
    options.objects.trackedEntities.set(entityUid, { ...entity, attributes });
  }
}

/** Taken only when the status changes (2.42, TrackerObjectsMapper). */
function completedAt(
  object: TrackerObject,
  before: TrackerObject | undefined,
  options: TrackerImporterOptions,
): unknown {
  if (object.status !== 'COMPLETED') return undefined;
  if (before?.status === 'COMPLETED') return before.completedAt;
  return options.keepsCompletedAt ? (object.completedAt ?? importedAt) : importedAt;
}

/** The first list overlaid with the second; null takes an entry away. */
function merged(
  under: TrackerObject | undefined,
  over: TrackerObject | undefined,
  key: string,
  name: string,
): unknown[] {
  const entries = new Map([...list(under, key), ...list(over, key)].map((item) => [item[name], item]));
  return [...entries.values()].filter(({ value }) => value !== null && value !== '');
}

function list(object: TrackerObject | undefined, key: string): TrackerObject[] {
  const value = object?.[key];
  return Array.isArray(value) ? value : [];
}
