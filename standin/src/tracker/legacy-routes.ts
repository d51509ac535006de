import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { type Query, queryOf, toQuery } from '../data/query.ts';
import { textOf } from '../data/references.ts';
import type { Instance } from '../instance.ts';
import { attributesOf } from './bundle.ts';
import { exportParams, pagingOf } from './export-params.ts';
import type { TrackedEntity, TrackerEvent } from './model.ts';
import { formatMoment } from './moment.ts';
import { inOrder, inWindow, selectEvents, selectTrackedEntities } from './select.ts';
import { trackerOf } from './tracker-store.ts';

/** The tracker's former paths, up to 2.41; read only, and no more than is recorded (API.md §9). */
export function registerLegacyTrackerRoutes(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  app.get('/api/trackedEntityInstances', (request) => {
    const query = legacyQuery(queryOf(request), instance.minor);
    const params = exportParams(instance, accountOf(request), 'trackedEntities', query);
    const found = inOrder(selectTrackedEntities(instance, store, params), params.order, false);
    const items = inWindow(found, pagingOf(instance, query));
    return { trackedEntityInstances: items.map((entity) => entityJson(instance, entity, params.program)) };
  });
  app.get('/api/events', (request) => {
    const query = queryOf(request);
    const params = exportParams(instance, accountOf(request), 'events', query);
    const paging = pagingOf(instance, query);
    const found = inOrder(selectEvents(store, params), params.order, true);
    const isLastPage = paging.page * paging.pageSize >= found.length;
    const pager = { page: paging.page, pageSize: paging.pageSize, isLastPage };
    const events = inWindow(found, paging).map((event) => eventJson(instance, event));
    return paging.isPaged ? { pager, events } : { events };
  });
}

/** The former path says `ou` where the tracker says `orgUnit`. */
function legacyQuery(query: Query, minor: number): Query {
  const units = query.many('ou');
  const name = minor <= 40 ? 'orgUnit' : 'orgUnits';
  const kept = [
    'program',
    'trackedEntityType',
    'ouMode',
    'page',
    'pageSize',
    'skipPaging',
    'totalPages',
    'includeDeleted',
  ];
  const parameters = Object.fromEntries(kept.map((key) => [key, query.one(key)]));
  return toQuery({ ...parameters, ...(units.length > 0 ? { [name]: units } : {}) });
}

function userJson(instance: Instance, uid: string): Record<string, unknown> {
  const user = instance.metadata.find('users', uid);
  return { uid, firstName: user?.firstName, surname: user?.surname, username: user?.username };
}

function entityJson(instance: Instance, entity: TrackedEntity, program: string | undefined): Record<string, unknown> {
  const { metadata } = instance;
  const ofType = attributesOf(metadata.find('trackedEntityTypes', entity.trackedEntityType)).keys();
  const shown = new Set([...ofType, ...attributesOf(metadata.find('programs', program ?? '')).keys()]);
  const attributes = [...entity.attributes].filter(([uid]) => shown.has(uid));
  return {
    created: formatMoment(entity.createdAt),
    orgUnit: entity.orgUnit,
    trackedEntityInstance: entity.uid,
    lastUpdated: formatMoment(entity.updatedAt),
    trackedEntityType: entity.trackedEntityType,
    lastUpdatedByUserInfo: userJson(instance, entity.updatedBy),
    createdByUserInfo: userJson(instance, entity.createdBy),
    potentialDuplicate: entity.potentialDuplicate,
    inactive: entity.inactive,
    deleted: entity.isDeleted,
    featureType: 'NONE',
    programOwners: [],
    enrollments: [],
    relationships: [],
    attributes: attributes.map(([attribute, { value, createdAt, updatedAt }]) => ({
      lastUpdated: formatMoment(updatedAt),
      displayName: textOf(metadata.find('trackedEntityAttributes', attribute), 'name'),
      created: formatMoment(createdAt),
      valueType: textOf(metadata.find('trackedEntityAttributes', attribute), 'valueType'),
      attribute,
      value,
    })),
  };
}

function eventJson(instance: Instance, event: TrackerEvent): Record<string, unknown> {
  const { metadata, minor } = instance;
  return {
    programStage: event.programStage,
    programType: textOf(metadata.find('programs', event.program), 'programType'),
    orgUnit: event.orgUnit,
    program: event.program,
    event: event.uid,
    status: event.status,
    orgUnitName: textOf(metadata.find('organisationUnits', event.orgUnit), 'name'),
    eventDate: formatMoment(event.occurredAt),
    created: formatMoment(event.createdAt),
    lastUpdated: formatMoment(event.updatedAt),
    deleted: event.isDeleted,
    ...(minor === 41 ? { attributeOptionCombo: event.attributeOptionCombo } : {}),
    dataValues: [...event.dataValues].map(([dataElement, stored]) => ({
      lastUpdated: formatMoment(stored.updatedAt),
      created: formatMoment(stored.createdAt),
      dataElement,
      value: stored.value,
      providedElsewhere: stored.providedElsewhere,
    })),
  };
}
