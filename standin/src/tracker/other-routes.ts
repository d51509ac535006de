import type { FastifyInstance, FastifyReply } from 'fastify';
import { queryOf } from '../data/query.ts';
import { embeddedObjects, refId, refIds } from '../data/references.ts';
import { fileResourcesOf } from '../files/file-resource-store.ts';
import { redrawn } from '../files/redraw.ts';
import { sendFile } from '../files/send-file.ts';
import type { Instance } from '../instance.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import type { StoredValue, TrackerEvent } from './model.ts';
import { type TrackerStore, trackerOf } from './tracker-store.ts';

/** Ownership, and the files that values refer to (API.md §9.3, §6). */
export function registerTrackerOtherRoutes(app: FastifyInstance, instance: Instance): void {
  registerOwnership(app, instance);
  registerFiles(app, instance);
}

/** The parameters of a transfer by release: the words changed twice (API.md §9.3). */
function registerOwnership(app: FastifyInstance, instance: Instance): void {
  const { minor } = instance;
  const entityName = minor <= 40 ? 'trackedEntityInstance' : 'trackedEntity';
  const unitNames = minor <= 41 ? ['ou'] : minor === 42 ? ['orgUnit', 'ou'] : ['orgUnit'];
  app.put('/api/tracker/ownership/transfer', (request, reply) => {
    const query = queryOf(request);
    const uid = query.one(entityName) ?? '';
    const program = query.one('program') ?? '';
    const orgUnit = unitNames.map((name) => query.one(name)).find(Boolean) ?? '';
    if (minor >= 43 && orgUnit === '') return sendBadRequestPage(reply, 'orgUnit');
    const entity = trackerOf(instance).trackedEntities.get(uid);
    const isThere = entity !== undefined && !entity.isDeleted;
    if (minor >= 42 && (!isThere || !entity.owners.has(program))) {
      throw new WebMessageError(404, `TrackedEntity with id ${uid} could not be found.`, { errorCode: 'E1005' });
    }
    const unit = instance.metadata.find('organisationUnits', orgUnit);
    const isOfProgram = refIds(instance.metadata.find('programs', program)?.organisationUnits).includes(orgUnit);
    if (minor >= 41 && unit !== undefined && isThere && !isOfProgram) {
      const message = `The program ${program} is not associated to the org unit ${orgUnit}`;
      throw new WebMessageError(403, message, { errorCode: 'E1006' });
    }
    // What is missing up to here changes nothing, and is no error either (recorded: ow-unknown-unit, ow-without-owner).
    if (isThere && unit !== undefined && entity.owners.has(program)) entity.owners.set(program, orgUnit);
    return sendWebMessage(reply, webMessage(200, 'Ownership transferred'));
  });
}

/** Tomcat's own page, in place of an answer of DHIS2 (recorded: tr-ownership of 2.43.1). */
function sendBadRequestPage(reply: FastifyReply, parameter: string): FastifyReply {
  const message = `Required parameter &#39;${parameter}&#39; is not present.`;
  return reply.code(400).type('text/html;charset=utf-8').send(`<!doctype html><p><b>Message</b> ${message}</p>`);
}

function sendValue(
  instance: Instance,
  reply: FastifyReply,
  stored: StoredValue | undefined,
  isNewPath: boolean,
): FastifyReply {
  const file = stored && fileResourcesOf(instance).get(stored.value);
  if (!file) throw new WebMessageError(404, 'FileResource could not be found.', { errorCode: 'E1005' });
  return sendFile(reply, instance, file, isNewPath ? file.uid : undefined);
}

function registerFiles(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  type OfEvent = { Params: { event: string; dataElement: string } };
  type OfEntity = { Params: { entity: string; attribute: string } };
  const eventPaths = instance.minor >= 43 ? ['events', 'trackerEvents', 'singleEvents'] : ['events'];
  for (const path of instance.minor >= 41 ? eventPaths : []) {
    for (const kind of ['file', 'image']) {
      app.get<OfEvent>(`/api/tracker/${path}/:event/dataValues/:dataElement/${kind}`, ({ params }, reply) => {
        const event = instance.minor === 42 ? newestWith(store, params.dataElement) : store.events.get(params.event);
        if (event) return sendValue(instance, reply, event.dataValues.get(params.dataElement), true);
        const message = `Event with id ${params.event} could not be found.`;
        throw new WebMessageError(404, message, { errorCode: 'E1005' });
      });
    }
  }
  if (instance.minor >= 41) {
    app.get<OfEntity>('/api/tracker/trackedEntities/:entity/attributes/:attribute/file', (request, reply) => {
      const { entity: uid, attribute } = request.params;
      const entity = store.trackedEntities.get(uid);
      const isNamed =
        queryOf(request).one('program') !== undefined || isOfType(instance, entity?.trackedEntityType, attribute);
      if (isNamed) return sendValue(instance, reply, entity?.attributes.get(attribute), true);
      const message = `TrackedEntityAttribute with id ${attribute} could not be found.`;
      throw new WebMessageError(404, message, { errorCode: 'E1005' });
    });
  }
  if (instance.minor >= 42) return;
  app.get('/api/events/files', (request, reply) => {
    const query = queryOf(request);
    const event = store.events.get(query.one('eventUid') ?? '');
    return sendValue(instance, reply, event?.dataValues.get(query.one('dataElementUid') ?? ''), false);
  });
  app.get<OfEntity>('/api/trackedEntityInstances/:entity/:attribute/image', ({ params }, reply) => {
    const value = store.trackedEntities.get(params.entity)?.attributes.get(params.attribute);
    const file = value && fileResourcesOf(instance).get(value.value);
    // Drawn anew for each reader (recorded: files).
    return file
      ? sendFile(reply, instance, { ...file, content: redrawn(file.content, 'IMAGE') })
      : sendValue(instance, reply, value, false);
  });
  if (instance.minor < 40) return;
  app.get<OfEntity>('/api/trackedEntityInstances/:entity/:attribute/file', ({ params }, reply) => {
    const type = instance.metadata.find('trackedEntityAttributes', params.attribute)?.valueType;
    if (type !== 'FILE_RESOURCE') throw new WebMessageError(409, 'Attribute must be of type FILE_RESOURCE');
    const value = store.trackedEntities.get(params.entity)?.attributes.get(params.attribute);
    return sendValue(instance, reply, value, false);
  });
}

/** 2.42.4.1 leaves the event that is asked for out of its query: it gives the file of the newest one (recorded: files). */
function newestWith({ events }: TrackerStore, dataElement: string): TrackerEvent | undefined {
  return [...events.values()].findLast((event) => !event.isDeleted && event.dataValues.has(dataElement));
}

/** Whether an attribute is one of a tracked entity type's own; others are only found by their program. */
function isOfType({ metadata }: Instance, type: string | undefined, attribute: string): boolean {
  const own = metadata.find('trackedEntityTypes', type ?? '')?.trackedEntityTypeAttributes;
  return embeddedObjects(own).some((each) => refId(each.trackedEntityAttribute) === attribute);
}
