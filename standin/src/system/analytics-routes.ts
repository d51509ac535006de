import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Instance } from '../instance.ts';
import { idOf, jsonObjects } from '../metadata/json.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { flag, many, one, type Query } from '../query.ts';
import { timestamp } from '../timestamp.ts';
import { sendWebMessage, WebMessageError } from '../web-message.ts';
import { type AnalyticsQuery, aggregate, parseDimensions, refreshAnalytics } from './analytics.ts';
import { analyticsNotes } from './analytics-notes.ts';
import { jobMessage, startJob } from './jobs.ts';

/** `/api/resourceTables/analytics`, `/api/analytics` and `/api/analytics/dataValueSet` (API.md §10): aggregate data only. */
export function registerAnalyticsRoutes(app: FastifyInstance, instance: Instance): void {
  for (const method of ['POST', 'PUT'] as const) {
    app.route({
      method,
      url: '/api/resourceTables/analytics',
      handler: (request, reply) => run(instance, request, reply),
    });
    app.route({
      method,
      url: '/api/resourceTables',
      handler: (request, reply) => runResourceTables(instance, request, reply),
    });
  }
  app.get('/api/analytics', (request) => table(instance, queryOf(instance, request)));
  app.get('/api/analytics/dataValueSet', (request) => dataValueSet(instance, request));
}

function queryOf(instance: Instance, request: FastifyRequest): AnalyticsQuery {
  return parseDimensions(instance, many(request.query as Query, 'dimension'));
}

function run(instance: Instance, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const query = request.query as Query;
  const lastYears = one(query, 'lastYears');
  const job = startJob(instance, {
    type: 'ANALYTICS_TABLE',
    legacyName: 'inMemoryAnalyticsJob',
    parameters: {
      ...(lastYears === undefined ? {} : { lastYears: Number(lastYears) }),
      skipTableTypes: [],
      skipPrograms: [],
      skipResourceTables: flag(query, 'skipResourceTables'),
      ...(instance.minor >= 41 ? { skipOutliers: flag(query, 'skipOutliers') } : {}),
    },
    run: (note) => {
      const notes = analyticsNotes(instance);
      refreshAnalytics(instance);
      for (const [at, text] of notes.entries()) note(text, { completed: at === notes.length - 1 });
    },
  });
  if (instance.minor >= 41) reply.header('Location', `${baseUrlOf(request)}/api/system/tasks/ANALYTICS_TABLE`);
  return sendWebMessage(reply, jobMessage(instance, job, 'RUNNING'));
}

function runResourceTables(instance: Instance, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const job = startJob(instance, {
    type: 'RESOURCE_TABLE',
    legacyName: 'inMemoryResourceTable',
    run: (note) => note('Resource tables generated', { completed: true }),
  });
  return sendWebMessage(reply, jobMessage(instance, job, 'RUNNING'));
}

const COLUMNS = { dx: 'Data', pe: 'Period', ou: 'Organisation unit' };

function table(instance: Instance, query: AnalyticsQuery): Record<string, unknown> {
  const rows = aggregate(instance, query).map(([dataElement, period, unit, value]) => [
    dataElement,
    period,
    unit,
    String(value),
  ]);
  const text = { valueType: 'TEXT', type: 'java.lang.String', hidden: false, meta: true };
  const number = { valueType: 'NUMBER', type: 'java.lang.Double', hidden: false, meta: false };
  return {
    headers: [
      ...Object.entries(COLUMNS).map(([name, column]) => ({ name, column, ...text })),
      { name: 'value', column: 'Value', ...number },
    ],
    metaData: metaData(instance, query),
    ...(instance.minor >= 41 ? { rowContext: {} } : {}),
    width: 4,
    rows,
    height: rows.length,
    headerWidth: 4,
  };
}

function metaData(instance: Instance, { dataElements, programIndicators, periods, orgUnits }: AnalyticsQuery): unknown {
  const optionCombos = dataElements.flatMap((uid) => optionCombosOf(instance, uid));
  const items: Record<string, { name: unknown }> = {};
  for (const [name, column] of Object.entries(COLUMNS)) items[name] = { name: column };
  const named = (plural: string, uids: readonly string[]): void => {
    for (const uid of uids) items[uid] = { name: instance.metadata.find(plural, uid)?.name };
  };
  named('dataElements', dataElements);
  named('programIndicators', programIndicators);
  named('organisationUnits', orgUnits);
  named('categoryOptionCombos', optionCombos);
  for (const period of periods) items[period] = { name: periodName(period) };
  const dimensions = { dx: [...dataElements, ...programIndicators], pe: periods, ou: orgUnits, co: optionCombos };
  return { items, dimensions };
}

function optionCombosOf(instance: Instance, dataElement: string): string[] {
  const combo = idOf(instance.metadata.find('dataElements', dataElement)?.categoryCombo);
  return [...instance.metadata.of('categoryOptionCombos').values()]
    .filter((each) => idOf(each.categoryCombo) === combo)
    .map((each) => each.id);
}

/** A month in words, as DHIS2's English names it; other periods by their ISO name. */
function periodName(period: string): string {
  const [, year, month] = /^(\d{4})(\d\d)$/.exec(period) ?? [];
  if (year === undefined || month === undefined) return period;
  const name = new Date(`${year}-${month}-01T00:00:00Z`).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  return `${name} ${year}`;
}

function dataValueSet(instance: Instance, request: FastifyRequest): unknown {
  const query = queryOf(instance, request);
  const parameters = request.query as Query;
  if (flag(parameters, 'duplicatesOnly') && query.programIndicators.length > 0 && instance.minor >= 41)
    throw duplicatesError(instance.minor);
  const rows = aggregate(instance, query);
  const now = timestamp(instance.now());
  const shown = idOutput(instance, parameters);
  const dataValues = rows.map(([dataElement, period, orgUnit, value]) => ({
    dataElement: shown('dataElements', dataElement),
    period,
    orgUnit: shown('organisationUnits', orgUnit),
    value: String(value),
    storedBy: '[aggregated]',
    created: now,
    lastUpdated: now,
    comment: '[aggregated]',
  }));
  return { dataValues };
}

/** The query that 2.41.5.1 and 2.42.4.1 build for program indicators here is no SQL (recorded). */
function duplicatesError(minor: number): WebMessageError {
  return new WebMessageError(409, 'Query failed because of a syntax error (SqlState: 42601)', {
    devMessage: minor >= 42 ? 'ERROR: syntax error at or near "and"\n  Position: 164' : 'SqlState: 42601',
    errorCode: 'E7145',
  });
}

/** Ids as `outputIdScheme` and its kin ask: UID, CODE, NAME or ATTRIBUTE:uid. */
function idOutput({ metadata }: Instance, query: Query): (plural: string, uid: string) => unknown {
  const general = one(query, 'outputIdScheme') ?? 'UID';
  const schemes: Record<string, string | undefined> = {
    dataElements: one(query, 'outputDataElementIdScheme'),
    organisationUnits: one(query, 'outputOrgUnitIdScheme'),
  };
  return (plural, uid) => {
    const scheme = schemes[plural] ?? general;
    const object = metadata.find(plural, uid);
    if (scheme === 'CODE') return object?.code;
    if (scheme === 'NAME') return object?.name;
    if (!scheme.startsWith('ATTRIBUTE:')) return uid;
    const attribute = scheme.slice('ATTRIBUTE:'.length);
    return jsonObjects(object?.attributeValues).find((entry) => idOf(entry.attribute) === attribute)?.value;
  };
}
