import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { type Query, queryOf } from '../data/query.ts';
import type { Instance } from '../instance.ts';
import type { Json } from '../metadata/json.ts';
import { WebMessageError } from '../web-message.ts';
import { type Collection, exportParams, pagingOf } from './export-params.ts';
import { type Fields, parseFields } from './fields.ts';
import { listAnswer } from './list-answer.ts';
import type { Relationship, RelationshipItem } from './model.ts';
import { inOrder, inWindow, selectEnrollments, selectEvents, selectTrackedEntities } from './select.ts';
import { trackerOf } from './tracker-store.ts';
import { viewContext } from './view-context.ts';
import { enrollmentView, eventView, relationshipView, trackedEntityView } from './views.ts';

/** What comes without `fields` (API.md §9.1). */
const DEFAULT_FIELDS: Readonly<Record<Collection, string>> = {
  trackedEntities: '*,!relationships,!enrollments,!events,!programOwners',
  enrollments: '*,!relationships,!events,!attributes',
  events: '*,!relationships',
  trackerEvents: '*,!relationships',
  singleEvents: '*,!relationships',
  relationships:
    'relationship,relationshipType,createdAtClient,from[trackedEntity[trackedEntity],enrollment[enrollment],event[event]],to[trackedEntity[trackedEntity],enrollment[enrollment],event[event]]',
};

const fieldsOf = (query: Query, collection: Collection): Fields =>
  parseFields(query.many('fields').join(',') || DEFAULT_FIELDS[collection]);

type WithUid = { Params: { uid: string } };

/** The lists and the single objects of `/api/tracker` (API.md §9.1). */
export function registerTrackerExportRoutes(app: FastifyInstance, instance: Instance): void {
  registerTrackedEntities(app, instance);
  registerEnrollments(app, instance);
  registerEvents(app, instance, 'events');
  // The events of event programs and of enrollments have paths of their own from 2.43 on.
  if (instance.minor >= 43) {
    registerEvents(app, instance, 'trackerEvents');
    registerEvents(app, instance, 'singleEvents');
  }
  registerRelationships(app, instance);
}

function missing(instance: Instance, name: string, uid: string): WebMessageError {
  return new WebMessageError(
    404,
    `${name} with id ${uid} could not be found.`,
    instance.minor >= 40 ? { errorCode: 'E1005' } : {},
  );
}

function registerTrackedEntities(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  app.get('/api/tracker/trackedEntities', (request) => {
    const query = queryOf(request);
    const params = exportParams(instance, accountOf(request), 'trackedEntities', query);
    const paging = pagingOf(instance, query);
    const { program, includesDeleted } = params;
    const context = viewContext(instance, { program, includesDeleted, isList: true });
    const fields = fieldsOf(query, 'trackedEntities');
    const selected = selectTrackedEntities(instance, store, params);
    const found = inOrder(selected, params.order, instance.minor >= 41);
    const items = inWindow(found, paging).map((entity) => trackedEntityView(context, entity, fields));
    return listAnswer(instance, 'trackedEntities', request, paging, { items, total: found.length });
  });
  app.get<WithUid>('/api/tracker/trackedEntities/:uid', (request) => {
    const query = queryOf(request);
    const { uid } = request.params;
    const entity = store.trackedEntities.get(uid);
    const program = query.one('program');
    if (!entity || entity.isDeleted) throw missing(instance, 'TrackedEntity', uid);
    return trackedEntityView(viewContext(instance, { program }), entity, fieldsOf(query, 'trackedEntities'));
  });
}

function registerEnrollments(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  app.get('/api/tracker/enrollments', (request) => {
    const query = queryOf(request);
    const named = instance.minor <= 40 ? query.one('enrollment') : undefined;
    if (named !== undefined) return { instances: enrollmentsByUid(instance, named, fieldsOf(query, 'enrollments')) };
    const params = exportParams(instance, accountOf(request), 'enrollments', query);
    const paging = pagingOf(instance, query);
    if (params.program !== undefined && params.trackedEntityType !== undefined && instance.minor <= 42) {
      throw new WebMessageError(400, 'Program and tracked entity type cannot be specified simultaneously');
    }
    const context = viewContext(instance, { includesDeleted: params.includesDeleted, isList: true });
    const fields = fieldsOf(query, 'enrollments');
    const found = inOrder(selectEnrollments(store, params), params.order, instance.minor >= 41);
    const items = inWindow(found, paging).map((enrollment) => enrollmentView(context, enrollment, fields));
    return listAnswer(instance, 'enrollments', request, paging, { items, total: found.length });
  });
  app.get<WithUid>('/api/tracker/enrollments/:uid', (request) => {
    const enrollment = store.enrollments.get(request.params.uid);
    if (!enrollment || enrollment.isDeleted) throw missing(instance, 'Enrollment', request.params.uid);
    return enrollmentView(viewContext(instance), enrollment, fieldsOf(queryOf(request), 'enrollments'));
  });
}

/** Up to 2.40 a list of UIDs is all that is asked for, and one that is not there fails the whole (seen on 2.40.1). */
function enrollmentsByUid(instance: Instance, named: string, fields: Fields): Json[] {
  const { enrollments } = trackerOf(instance);
  return named.split(';').map((uid) => {
    const enrollment = enrollments.get(uid);
    if (!enrollment || enrollment.isDeleted) throw new WebMessageError(500, 'class NullNode cannot be cast');
    return enrollmentView(viewContext(instance), enrollment, fields);
  });
}

const KINDS = { events: undefined, trackerEvents: 'tracker', singleEvents: 'single' } as const;

function registerEvents(app: FastifyInstance, instance: Instance, collection: keyof typeof KINDS): void {
  const store = trackerOf(instance);
  const isSplit = KINDS[collection] !== undefined;
  app.get(`/api/tracker/${collection}`, (request) => {
    const query = queryOf(request);
    const params = exportParams(instance, accountOf(request), collection, query);
    if (instance.minor >= 43 && collection === 'events' && params.program === undefined) {
      throw new WebMessageError(400, 'Program is mandatory', { errorCode: 'E1003' });
    }
    const paging = pagingOf(instance, query);
    const context = viewContext(instance, { includesDeleted: params.includesDeleted, isList: true, isSplit });
    const fields = fieldsOf(query, collection);
    const found = inOrder(selectEvents(store, params, KINDS[collection]), params.order, true);
    const items = inWindow(found, paging).map((event) => eventView(context, event, fields));
    return listAnswer(instance, collection, request, paging, { items, total: found.length });
  });
  app.get<WithUid>(`/api/tracker/${collection}/:uid`, (request) => {
    const event = store.events.get(request.params.uid);
    const isOther = event && isSplit && event.isSingle !== (KINDS[collection] === 'single');
    if (!event || event.isDeleted || isOther) throw missing(instance, 'Event', request.params.uid);
    return eventView(viewContext(instance, { isSplit }), event, fieldsOf(queryOf(request), collection));
  });
}

function registerRelationships(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  app.get('/api/tracker/relationships', (request) => {
    const query = queryOf(request);
    const paging = pagingOf(instance, query);
    const includesDeleted = instance.minor >= 41 && query.flag('includeDeleted');
    const linked = store.relationshipsOf(endOf(instance, query)).filter((link) => includesDeleted || !link.isDeleted);
    return relationshipAnswer(instance, request, linked, { includesDeleted, paging });
  });
  app.get<WithUid>('/api/tracker/relationships/:uid', (request) => {
    const relationship = store.relationships.get(request.params.uid);
    if (!relationship || relationship.isDeleted) throw missing(instance, 'Relationship', request.params.uid);
    return relationshipView(viewContext(instance), relationship, fieldsOf(queryOf(request), 'relationships'));
  });
}

function relationshipAnswer(
  instance: Instance,
  request: FastifyRequest,
  linked: Relationship[],
  { includesDeleted, paging }: { includesDeleted: boolean; paging: ReturnType<typeof pagingOf> },
): Record<string, unknown> {
  const fields = fieldsOf(queryOf(request), 'relationships');
  const context = viewContext(instance, { includesDeleted });
  const items = inWindow(linked, paging).map((relationship) => relationshipView(context, relationship, fields));
  return listAnswer(instance, 'relationships', request, paging, { items, total: linked.length });
}

/** The one end that relationships are asked for by (API.md §9.1). */
function endOf(instance: Instance, query: Query): RelationshipItem {
  const ends = [
    ['TRACKED_ENTITY', query.one('trackedEntity') ?? (instance.minor <= 41 ? query.one('tei') : undefined)],
    ['ENROLLMENT', query.one('enrollment')],
    ['EVENT', query.one('event')],
  ] as const;
  const [first, second] = ends.filter(([, uid]) => uid !== undefined);
  const [type, uid] = first ?? [];
  if (type === undefined || uid === undefined) {
    throw new WebMessageError(400, "Missing required parameter 'trackedEntity', 'enrollment' or 'event'.");
  }
  if (second)
    throw new WebMessageError(400, "Only one of parameters 'trackedEntity', 'enrollment' or 'event' is allowed.");
  const store = trackerOf(instance);
  const map = { TRACKED_ENTITY: store.trackedEntities, ENROLLMENT: store.enrollments, EVENT: store.events }[type];
  if (!map.has(uid))
    throw missing(instance, { TRACKED_ENTITY: 'TrackedEntity', ENROLLMENT: 'Enrollment', EVENT: 'Event' }[type], uid);
  return { type, uid };
}
