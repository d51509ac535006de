import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { sendNotFoundPage } from '../not-found-page.ts';
import type { Query } from '../query.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { deleteObject, deletionVeto } from './deletion.ts';
import { importMetadata, vetoMessage } from './import/import-metadata.ts';
import { type ImportParams, parseImportParams } from './import/import-params.ts';
import { objectMessage } from './import/import-report.ts';
import { beginTransaction } from './import/transaction.ts';
import { isJson, type Json, jsonObjects } from './json.ts';
import { patched } from './json-patch.ts';
import { updateOptionCombos } from './option-combos.ts';
import { existing } from './read-routes.ts';
import { baseUrlOf } from './request-context.ts';
import { schemaIndexOf } from './schema-index.ts';
import type { Schema } from './schemas.ts';

type OfType = { Params: { type: string } };
type OfObject = { Params: { type: string; uid: string } };
type OfItem = { Params: { type: string; uid: string; property: string; item: string } };

/** `POST`, `PUT`, `PATCH` and `DELETE` of one object, and of one item of a list (API.md §3.2, §4.5). */
export function registerWriteRoutes(app: FastifyInstance, instance: Instance): void {
  app.post<OfType>('/api/:type', (request, reply) => {
    const schema = schemaOf(instance, request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const body = objectBody(request);
    const payload = { ...body, id: typeof body.id === 'string' ? body.id : instance.newUid() };
    return write(instance, request, reply, { schema, payload, importStrategy: 'CREATE' });
  });
  app.put<OfObject>('/api/:type/:uid', (request, reply) => {
    const schema = schemaOf(instance, request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const { id } = existing(instance, schema, request.params.uid);
    return write(instance, request, reply, {
      schema,
      payload: { ...objectBody(request), id },
      importStrategy: 'UPDATE',
    });
  });
  app.patch<OfObject>('/api/:type/:uid', (request, reply) => {
    const schema = schemaOf(instance, request.params.type);
    if (!schema) return sendNotFoundPage(reply);
    const payload = patched(existing(instance, schema, request.params.uid), jsonBody(request));
    return write(instance, request, reply, { schema, payload, importStrategy: 'UPDATE' });
  });
  app.delete<OfObject>('/api/:type/:uid', (request, reply) => remove(instance, request, reply));
  app.post<OfItem>('/api/:type/:uid/:property/:item', (request, reply) => changeList(instance, request, reply, true));
  app.delete<OfItem>('/api/:type/:uid/:property/:item', (request, reply) =>
    changeList(instance, request, reply, false),
  );
}

function schemaOf(instance: Instance, type: string): Schema | undefined {
  const schema = schemaIndexOf(instance).byEndpoint.get(type);
  return schema && schemaIndexOf(instance).importable.includes(schema) ? schema : undefined;
}

function objectBody(request: FastifyRequest): Json {
  const body = jsonBody(request);
  if (!isJson(body)) throw new WebMessageError(400, 'An object is needed');
  return body;
}

interface Written {
  readonly schema: Schema;
  readonly payload: Json;
  readonly importStrategy: ImportParams['importStrategy'];
}

/** Writes one object as an import of its own; 201 when created, 409 with the object's errors (API.md §4.4). */
function write(instance: Instance, request: FastifyRequest, reply: FastifyReply, given: Written): FastifyReply {
  const { schema, payload, importStrategy } = given;
  const { account } = { account: accountOf(request) };
  const params: ImportParams = {
    ...parseImportParams(request.query as Query),
    importStrategy,
    atomicMode: 'ALL',
    async: false,
  };
  const report = importMetadata(instance, account, { [schema.plural]: [payload] }, params);
  const uid = String(payload.id);
  const errors = report.typeReports.flatMap(({ objectReports }) => objectReports.flatMap((each) => each.errorReports));
  if (errors.length > 0) return sendWebMessage(reply, objectMessage(instance.minor, 409, schema.klass, uid, errors));
  const combo = schema.singular === 'categoryCombo' ? instance.metadata.find('categoryCombos', uid) : undefined;
  if (combo) updateOptionCombos(instance, combo, account.uid);
  if (importStrategy !== 'CREATE') return sendWebMessage(reply, objectMessage(instance.minor, 200, schema.klass, uid));
  reply.header('Location', `${baseUrlOf(request)}/api${schema.relativeApiEndpoint}/${uid}`);
  return sendWebMessage(reply, objectMessage(instance.minor, 201, schema.klass, uid));
}

function remove(instance: Instance, request: FastifyRequest<OfObject>, reply: FastifyReply): FastifyReply {
  const schema = schemaOf(instance, request.params.type);
  if (!schema) return sendNotFoundPage(reply);
  const object = existing(instance, schema, request.params.uid);
  const veto = deletionVeto(instance, schema, object);
  if (veto !== undefined) throw new WebMessageError(409, vetoMessage(veto), { errorCode: 'E4030' });
  deleteObject(instance, beginTransaction(instance.metadata), schema, object, accountOf(request).username);
  return sendWebMessage(reply, objectMessage(instance.minor, 200, schema.klass, object.id));
}

function changeList(
  instance: Instance,
  request: FastifyRequest<OfItem>,
  reply: FastifyReply,
  adds: boolean,
): FastifyReply {
  const { type, uid, property, item } = request.params;
  const schema = schemaOf(instance, type);
  if (!schema) return sendNotFoundPage(reply);
  const object = existing(instance, schema, uid);
  const others = jsonObjects(object[property]).filter(({ id }) => id !== item);
  const payload = { ...object, [property]: adds ? [...others, { id: item }] : others };
  const report = importMetadata(instance, accountOf(request), { [schema.plural]: [payload] }, parseImportParams({}));
  const code = report.status === 'OK' ? 200 : 409;
  return sendWebMessage(reply, webMessage(code, code === 200 ? 'Collection updated' : 'Collection not updated'));
}
