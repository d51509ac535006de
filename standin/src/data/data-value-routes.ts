import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody, rawBody } from '../body.ts';
import { fileResourcesOf } from '../files/file-resource-store.ts';
import { sendFile } from '../files/send-file.ts';
import type { Account, Instance, StoredObject } from '../instance.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { readEntry } from './data-value-body.ts';
import { checkValue } from './data-value-checks.ts';
import { createImportContext, type ImportContext, type ResolvedValue } from './data-value-context.ts';
import { isInsignificantZero, keyOf } from './data-value-import.ts';
import { type DataValueContent, dataValuesOf } from './data-value-store.ts';
import { refusal } from './error-codes.ts';
import { assignFile } from './file-assignment.ts';
import { importOptionsOf } from './import-options.ts';
import { type Query, queryOf, toQuery } from './query.ts';
import { embeddedObjects, refId, refIds } from './references.ts';
import { isFileType, normalizeBoolean } from './value-type.ts';

/** `/api/dataValues`: one value by its key, and follow-up marks (API.md §8.3). */
export function registerDataValueRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/dataValues', (request) => {
    const { content } = existing(instance, locate(instance, accountOf(request), queryOf(request)));
    return [content.value];
  });
  app.post('/api/dataValues', (request, reply) => {
    saveOne(instance, accountOf(request), formOf(request));
    return sendWebMessage(reply, webMessage(201));
  });
  app.delete('/api/dataValues', (request, reply) => {
    const located = locate(instance, accountOf(request), queryOf(request));
    const { row, content } = existing(instance, located);
    dataValuesOf(instance).write(row, { ...content, isDeleted: true, lastUpdated: located.context.now });
    return reply.code(200).send();
  });
  app.put('/api/dataValues/followups', (request, reply) => {
    const { values } = (jsonBody(request) ?? {}) as Record<string, unknown>;
    for (const value of embeddedObjects(values)) setFollowup(instance, accountOf(request), value);
    return reply.code(200).send();
  });
  app.put('/api/dataValues/followup', (request, reply) => {
    setFollowup(instance, accountOf(request), (jsonBody(request) ?? {}) as Record<string, unknown>);
    return reply.code(200).send();
  });
  app.get('/api/dataValues/files', (request, reply) => {
    const values = dataValuesOf(instance);
    const row = values.find(keyOf(values, locate(instance, accountOf(request), queryOf(request)).value));
    if (row < 0 || values.isDeleted(row)) throw new WebMessageError(409, 'Data value does not exist');
    const content = values.read(row);
    const file = fileResourcesOf(instance).get(content.value);
    if (!file) throw new WebMessageError(404, `A data value file resource with id ${content.value} does not exist.`);
    return sendFile(reply, instance, file);
  });
}

/** The parameters of a form body, or else of the query string. */
function formOf(request: FastifyRequest): Query {
  const body = rawBody(request).toString('utf8');
  const parameters = { ...(request.query as Record<string, string>) };
  for (const [name, value] of new URLSearchParams(body)) parameters[name] = value;
  return toQuery(parameters);
}

/** The attribute option combo that `cc` and `cp` name: a category combo and its options. */
function comboOf({ metadata }: Instance, combo: string | undefined, options: string | undefined): string | undefined {
  if (combo === undefined || options === undefined) return undefined;
  const wanted = options.split(';').sort().join();
  const isWanted = (each: StoredObject): boolean =>
    refId(each.categoryCombo) === combo && refIds(each.categoryOptions).sort().join() === wanted;
  return [...metadata.of('categoryOptionCombos').values()].find(isWanted)?.id;
}

interface Located {
  readonly context: ImportContext;
  readonly value: ResolvedValue;
}

/** Looks up the key given by `de`, `pe`, `ou`, `co` and the rest of a query. */
function locate(instance: Instance, account: Account, query: Query): Located {
  const context = createImportContext(instance, account, importOptionsOf(instance, query), {});
  const [de, pe, ou, co] = [query.one('de'), query.one('pe'), query.one('ou'), query.one('co')];
  const value = context.resolve(
    readEntry(
      {
        dataElement: de,
        period: pe,
        orgUnit: ou,
        categoryOptionCombo: co,
        attributeOptionCombo: query.one('aoc') ?? comboOf(instance, query.one('cc'), query.one('cp')),
        value: query.one('value'),
        comment: query.one('comment'),
        followup: query.one('followUp') ?? query.one('followup'),
        followUp: query.one('followUp') ?? query.one('followup'),
      },
      instance.minor,
    ),
  );
  if (!value.dataElement) throw refusal('E1100', de);
  if (!value.period) throw refusal('E1101', pe);
  if (!value.orgUnit) throw refusal('E1102', ou);
  if (co !== undefined && !value.categoryOptionCombo) throw refusal('E1103', co);
  value.categoryOptionCombo ??= context.defaultCombo;
  value.attributeOptionCombo ??= context.defaultCombo;
  if (!context.isInHierarchy(value.orgUnit.id)) throw refusal('E2020', ou);
  return { context, value };
}

function existing(instance: Instance, { value }: Located): { row: number; content: DataValueContent } {
  const values = dataValuesOf(instance);
  const row = values.find(keyOf(values, value));
  if (row < 0 || values.isDeleted(row)) throw refusal('E2032');
  return { row, content: values.read(row) };
}

function saveOne(instance: Instance, account: Account, query: Query): void {
  const { context, value } = locate(instance, account, query);
  const [conflict] = checkValue(value, context);
  if (conflict?.[0] === 'E7619') throw refusal('E2030', value.dataElement?.valueType);
  if (conflict?.[0] === 'E7621') throw refusal('E2029', value.dataElement?.id);
  if (conflict && conflict[0] !== 'E7618') throw new WebMessageError(409, conflict.join(' '));
  const values = dataValuesOf(instance);
  const key = keyOf(values, value);
  const row = values.find(key);
  const before = row >= 0 ? values.read(row) : undefined;
  const text = normalizeBoolean(value.entry.value ?? '', String(value.dataElement?.valueType));
  const content: DataValueContent = {
    value: text,
    storedBy: account.username,
    created: before?.created ?? context.now,
    lastUpdated: context.now,
    comment: value.entry.comment ?? before?.comment,
    followup: value.entry.followup,
    isDeleted: text === '' && value.entry.comment === undefined,
  };
  if (isInsignificantZero(text, value.dataElement) && !before) return;
  if (isFileType(value.dataElement?.valueType)) assignFile(instance, text);
  if (row >= 0) values.write(row, content);
  else if (!content.isDeleted) values.add(key, content);
}

function setFollowup(instance: Instance, account: Account, body: Readonly<Record<string, unknown>>): void {
  if (typeof body.followup !== 'boolean') throw refusal('E2033');
  const text = (name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined);
  const located = locate(
    instance,
    account,
    toQuery({
      de: text('dataElement'),
      pe: text('period'),
      ou: text('orgUnit'),
      co: text('categoryOptionCombo'),
      aoc: text('attributeOptionCombo'),
    }),
  );
  const { row, content } = existing(instance, located);
  dataValuesOf(instance).write(row, { ...content, followup: body.followup, lastUpdated: located.context.now });
}
