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
    const all = [...minMaxOf(instance).values()].filter((value) => fits(value, query.many('filter'))).map(toJson);
    if (query.one('paging') === 'false') return { minMaxDataElements: all };
    const [page, pageSize] = [Number(query.one('page') ?? 1), Number(query.one('pageSize') ?? 50)];
    const pager = { page, pageCount: Math.max(1, Math.ceil(all.length / pageSize)), total: all.length, pageSize };
    return { pager, minMaxDataElements: all.slice((page - 1) * pageSize, page * pageSize) };
  });
  app.post('/api/minMaxDataElements', (request, reply) => {
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    save(instance, {
      dataElement: refId(body.dataElement) ?? '',
      source: refId(body.source) ?? '',
      optionCombo: refId(body.optionCombo) ?? '',
      min: Number(body.min),
      max: Number(body.max),
      generated: body.generated === true,
    });
    // 2.40 sends an envelope, later releases an empty body (recorded: minmax).
    return instance.minor <= 40 ? sendWebMessage(reply, webMessage(201)) : reply.code(201).send();
  });
  app.delete('/api/minMaxDataElements', (request, reply) => {
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    const [dataElement, source, optionCombo] = [refId(body.dataElement), refId(body.source), refId(body.optionCombo)];
    const key = keyOf({ dataElement: dataElement ?? '', source: source ?? '', optionCombo: optionCombo ?? '' });
    if (!minMaxOf(instance).delete(key)) throw new WebMessageError(409, 'Can not find MinMaxDataElement');
    return sendWebMessage(reply, webMessage(200, 'MinMaxDataElement deleted.'));
  });
  if (instance.minor >= 41) registerBulkRoutes(app, instance);
}

function registerBulkRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/minMaxDataElements/upsert', (request, reply) => {
    const values = bulkValues(rawBody(request));
    for (const value of values) save(instance, value);
    const response = { successful: values.length, ignored: 0 };
    return sendWebMessage(
      reply,
      webMessage(200, `Successfully imported ${values.length} min-max values`, { response }),
    );
  });
  app.post('/api/minMaxDataElements/delete', (request, reply) => {
    const values = bulkValues(rawBody(request));
    const deleted = values.filter((value) => minMaxOf(instance).delete(keyOf(value))).length;
    const response = { successful: deleted, ignored: values.length - deleted };
    return sendWebMessage(reply, webMessage(200, `Successfully deleted ${deleted} min-max values`, { response }));
  });
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
    generated: value.generated === true,
  }));
}

function save(instance: Instance, value: MinMaxDataElement): void {
  const { metadata } = instance;
  const isKnown =
    metadata.find('dataElements', value.dataElement) &&
    metadata.find('organisationUnits', value.source) &&
    metadata.find('categoryOptionCombos', value.optionCombo);
  if (!isKnown) throw new WebMessageError(409, 'Min-max data element, organisation unit or option combo not found');
  if (!(value.min < value.max)) throw new WebMessageError(409, 'Max value must be greater than min value');
  minMaxOf(instance).set(keyOf(value), value);
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
