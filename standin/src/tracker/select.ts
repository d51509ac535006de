import type { Instance } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import type { ExportParams, Paging } from './export-params.ts';
import type { Enrollment, Provenance, TrackedEntity, TrackerEvent } from './model.ts';
import { parseMoment } from './moment.ts';
import type { TrackerStore } from './tracker-store.ts';

type Filterable = Provenance & { readonly uid: string; readonly orgUnit: string; readonly isDeleted: boolean };

function isWanted(object: Filterable, params: ExportParams, orgUnit = object.orgUnit): boolean {
  if (!params.includesDeleted && object.isDeleted) return false;
  if (params.uids.size > 0 && !params.uids.has(object.uid)) return false;
  if (params.updatedAfter !== undefined && object.updatedAt < params.updatedAfter) return false;
  if (params.updatedBefore !== undefined && object.updatedAt > params.updatedBefore) return false;
  return params.orgUnits === undefined || params.orgUnits.has(orgUnit);
}

/** Whether a moment lies in the span that two parameters set. */
function isBetween({ query }: ExportParams, name: string, moment: number | undefined): boolean {
  const [after, before] = [parseMoment(query.one(`${name}After`)), parseMoment(query.one(`${name}Before`))];
  if (after === undefined && before === undefined) return true;
  return moment !== undefined && (after === undefined || moment >= after) && (before === undefined || moment <= before);
}

/**
 * The tracked entities that are asked for.
 * @throws WebMessageError when neither program, nor type, nor UIDs are given, or both of the first two (API.md §9.1).
 */
export function selectTrackedEntities(instance: Instance, store: TrackerStore, params: ExportParams): TrackedEntity[] {
  const { program, trackedEntityType, uids, query } = params;
  const refuse = (old: string, now: string, errorCode: string): WebMessageError =>
    instance.minor <= 40 ? new WebMessageError(409, old) : new WebMessageError(400, now, { errorCode });
  if (program === undefined && trackedEntityType === undefined && uids.size === 0) {
    const now = 'Either `program`, `trackedEntityType` or `trackedEntities` should be specified';
    throw refuse('Either Program or Tracked entity type should be specified', now, 'E1003');
  }
  if (program !== undefined && trackedEntityType !== undefined) {
    const text = 'Program and tracked entity cannot be specified simultaneously';
    throw refuse(text, text, 'E1003');
  }
  const status = query.one('programStatus') ?? query.one('enrollmentStatus');
  return [...store.trackedEntities.values()].filter((entity) => {
    // 2.40.1 looks for the unit of registration, later releases for the owner (recorded: ow-list-of-unit).
    const owner = program === undefined || instance.minor <= 40 ? undefined : entity.owners.get(program);
    const unit = owner ?? entity.orgUnit;
    if (!isWanted(entity, params, unit)) return false;
    if (trackedEntityType !== undefined && entity.trackedEntityType !== trackedEntityType) return false;
    if (program === undefined) return true;
    return entity.enrollments.some((uid) => {
      const enrollment = store.enrollments.get(uid);
      const isOf = enrollment?.program === program && (params.includesDeleted || !enrollment.isDeleted);
      if (!isOf || !isBetween(params, 'enrollmentEnrolled', enrollment.enrolledAt)) return false;
      return status === undefined || enrollment.status === status;
    });
  });
}

/** The enrollments that are asked for. */
export function selectEnrollments(store: TrackerStore, params: ExportParams): Enrollment[] {
  const { program, trackedEntityType, query } = params;
  const status = query.one('programStatus') ?? query.one('status');
  const trackedEntity = query.one('trackedEntity');
  return [...store.enrollments.values()].filter((enrollment) => {
    const entity = store.trackedEntities.get(enrollment.trackedEntity);
    if (!isWanted(enrollment, params, entity?.owners.get(enrollment.program) ?? enrollment.orgUnit)) return false;
    if (program !== undefined && enrollment.program !== program) return false;
    if (trackedEntity !== undefined && enrollment.trackedEntity !== trackedEntity) return false;
    if (trackedEntityType !== undefined && entity?.trackedEntityType !== trackedEntityType) return false;
    if (query.has('followUp') && enrollment.followUp !== query.flag('followUp')) return false;
    return (
      (status === undefined || enrollment.status === status) && isBetween(params, 'enrolled', enrollment.enrolledAt)
    );
  });
}

/** The events that are asked for. */
export function selectEvents(store: TrackerStore, params: ExportParams, kind?: 'tracker' | 'single'): TrackerEvent[] {
  const { program, programStage, query } = params;
  const [trackedEntity, enrollment, status] = [
    query.one('trackedEntity'),
    query.many('enrollments'),
    query.one('status'),
  ];
  const enrollments = new Set([...enrollment, ...query.many('enrollment').flatMap((text) => text.split(';'))]);
  return [...store.events.values()].filter((event) => {
    if (!isWanted(event, params)) return false;
    if (kind !== undefined && event.isSingle !== (kind === 'single')) return false;
    if (program !== undefined && event.program !== program) return false;
    if (programStage !== undefined && event.programStage !== programStage) return false;
    if (enrollments.size > 0 && !enrollments.has(event.enrollment)) return false;
    const entity = store.enrollments.get(event.enrollment)?.trackedEntity;
    if (trackedEntity !== undefined && entity !== trackedEntity) return false;
    if (status !== undefined && event.status !== status) return false;
    return isBetween(params, 'occurred', event.occurredAt) && isBetween(params, 'scheduled', event.scheduledAt);
  });
}

/** Names in `order` that differ from the property they stand for. */
const ALIASES: Readonly<Record<string, string>> = { trackedEntity: 'uid', enrollment: 'uid', event: 'uid' };

/** Sorts by `order`; without it the newest comes first, except where a release goes the other way. */
export function inOrder<Kind extends object>(
  objects: Kind[],
  order: ExportParams['order'],
  isNewestFirst: boolean,
): Kind[] {
  const listed = isNewestFirst ? objects.reverse() : objects;
  if (order.length === 0) return listed;
  if (isNewestFirst && order[0]?.[1] === 1) listed.reverse();
  return listed.sort((a, b) => {
    for (const [property, direction] of order) {
      const key = (ALIASES[property] ?? property) as keyof Kind;
      const [left, right] = [a[key] ?? 0, b[key] ?? 0];
      if (left < right) return -direction;
      if (left > right) return direction;
    }
    return 0;
  });
}

/** The objects of a window. */
export function inWindow<Kind>(objects: readonly Kind[], { isPaged, page, pageSize }: Paging): readonly Kind[] {
  return isPaged ? objects.slice((page - 1) * pageSize, page * pageSize) : objects;
}
