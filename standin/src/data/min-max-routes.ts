import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { jsonBody, parseJson, rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { queryOf } from './query.ts';
import { embeddedObjects, refId, textOf } from './references.ts';

/** The least and greatest plausible value of a data element, organisation unit and option combo. */
interface MinMaxDataElement {
  readonly dataElement: string;
  readonly source: string;
  readonly optionCombo: string;
  readonly min: number;
  readonly max: number;
  readonly generated: boolean;
}

const minMaxOf = instanceState(() => new Map<string, MinMaxDataElement>());
const keyOf = (value: Pick<MinMaxDataElement, 'dataElement' | 'source' | 'optionCombo'>): string =>
  `${value.dataElement}|${value.source}|${value.optionCombo}`;

/** `/api/minMaxDataElements`; the bulk paths since 2.41 (API.md §8.3). */
export function registerMinMaxRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/minMaxDataElements', (request) => {
    const query = queryOf(request);
    const all = [...minMaxOf(instance).values()].filter((value) => fits(value, filtersOf(request.query))).map(toJson);
    if (query.one('paging') === 'false') return { minMaxDataElements: all };
    const [page, pageSize] = [Number(query.one('page') ?? 1), Number(query.one('pageSize') ?? 50)];
    const pager = { page, pageCount: Math.ceil(all.length / pageSize), total: all.length, pageSize };
    return { pager, minMaxDataElements: all.slice((page - 1) * pageSize, page * pageSize) };
  });
  app.post('/api/minMaxDataElements', (request, reply) => {
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    const value = {
      dataElement: refId(body.dataElement) ?? '',
      source: refId(body.source) ?? '',
      optionCombo: refId(body.optionCombo) ?? '',
      min: Number(body.min),
      max: Number(body.max),
      generated: body.generated === true,
    };
    checkBounds(instance, value);
    if (!isKnown(instance, value)) throw unknownKey(instance, value);
    minMaxOf(instance).set(keyOf(value), value);
    // 2.40 sends an envelope, later releases an empty body (recorded: minmax).
    return instance.minor <= 40 ? sendWebMessage(reply, webMessage(201)) : reply.code(201).send();
  });
  app.delete('/api/minMaxDataElements', (request, reply) => {
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    const [dataElement = '', source = '', optionCombo = ''] = [body.dataElement, body.source, body.optionCombo].map(
      refId,
    );
    const key = { dataElement, source, optionCombo };
    const isThere = minMaxOf(instance).delete(keyOf(key));
    if (!isThere)
      throw instance.minor <= 40 ? new WebMessageError(404, 'Can not find MinMaxDataElement.') : missing(key);
    if (instance.minor >= 41) return reply.code(204).send();
    return sendWebMessage(reply, webMessage(200, 'MinMaxDataElement deleted.'));
  });
  if (instance.minor >= 41) registerBulkRoutes(app, instance);
}

/** Bulk answers have no envelope; a key that is unknown is passed over (recorded: mm-upsert). */
function registerBulkRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/minMaxDataElements/upsert', (request) => {
    const values = bulkValues(rawBody(request));
    for (const value of values) checkBounds(instance, value);
    const known = values.filter((value) => isKnown(instance, value));
    for (const value of known) minMaxOf(instance).set(keyOf(value), value);
    return bulkAnswer('imported', known.length, values.length);
  });
  app.post('/api/minMaxDataElements/delete', (request) => {
    const values = bulkValues(rawBody(request));
    const deleted = values.filter((value) => minMaxOf(instance).delete(keyOf(value))).length;
    return bulkAnswer('deleted', deleted, values.length);
  });
}

function bulkAnswer(what: string, successful: number, sent: number): unknown {
  return { message: `Successfully ${what} ${successful} min-max values`, successful, ignored: sent - successful };
}

function bulkValues(bytes: Buffer): MinMaxDataElement[] {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const { values } = (parseJson(plain) ?? {}) as Record<string, unknown>;
  return embeddedObjects(values).map((value) => ({
    dataElement: textOf(value, 'dataElement') ?? '',
    source: textOf(value, 'orgUnit') ?? '',
    optionCombo: textOf(value, 'optionCombo') ?? '',
    min: Number(value.minValue),
    max: Number(value.maxValue),
    // Absent means generated here, and entered in a single POST (HibernateMinMaxDataElementStore of 2.41.5.1).
    generated: value.generated !== false,
  }));
}

type Key = Pick<MinMaxDataElement, 'dataElement' | 'source' | 'optionCombo'>;

function isKnown({ metadata }: Instance, { dataElement, source, optionCombo }: Key): boolean {
  return [
    metadata.find('dataElements', dataElement),
    metadata.find('organisationUnits', source),
    metadata.find('categoryOptionCombos', optionCombo),
  ].every((object) => object !== undefined);
}

function missing({ dataElement, source, optionCombo }: Key): WebMessageError {
  const key = `MinMaxValueKey[dataElement=${dataElement}, orgUnit=${source}, optionCombo=${optionCombo}]`;
  return new WebMessageError(404, `Data value key combination does not exist: ${key}`, { errorCode: 'E2047' });
}

/** What a single value is told whose references are unknown (recorded: mm-post-unknown). */
function unknownKey({ minor }: Instance, key: Key): WebMessageError {
  if (minor <= 40) return new WebMessageError(404, 'Invalid required parameters: source, dataElement, optionCombo');
  return new WebMessageError(400, missing(key).message, { errorCode: 'E2047' });
}

/** @throws WebMessageError E2044 from 2.41 on; 2.40.1 takes any bounds (recorded: mm-post-min-above-max). */
function checkBounds({ minor }: Instance, value: MinMaxDataElement): void {
  if (minor <= 40 || value.min < value.max) return;
  const { dataElement, source, optionCombo, min, max, generated } = value;
  const key = `dataElement=${dataElement}, orgUnit=${source}, optionCombo=${optionCombo}`;
  const named = `MinMaxValue[${key}, minValue=${min}, maxValue=${max}, generated=${generated}]`;
  const message = 'Max value must be greater than min value';
  throw new WebMessageError(400, minor === 41 ? message : `${message}: \`${named}\``, { errorCode: 'E2044' });
}

/** The filters as they came: a comma is part of one. */
function filtersOf(query: unknown): string[] {
  return [(query as { filter?: string | string[] }).filter ?? []].flat();
}

function fits(value: MinMaxDataElement, filters: readonly string[]): boolean {
  return filters.every((filter) => {
    const [path = '', operator, text] = filter.split(':');
    const own = value[path.replace(/\.id$/, '') as keyof MinMaxDataElement];
    return operator === 'in'
      ? (text ?? '').replace(/[[\]]/g, '').split(',').includes(String(own))
      : String(own) === text;
  });
}

function toJson({ dataElement, source, optionCombo, ...rest }: MinMaxDataElement): unknown {
  return { ...rest, source: { id: source }, dataElement: { id: dataElement }, optionCombo: { id: optionCombo } };
}
