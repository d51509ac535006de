import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { schemaIndexOf } from '../metadata/schema-index.ts';
import { timestamp } from '../timestamp.ts';
import { buildOf } from './builds.ts';
import { rowCountsOf } from './statistics.ts';

/** Types whose objects are counted exactly (API.md §10, Counting). */
const COUNTED = [
  'indicator',
  'visualization',
  'organisationUnit',
  'validationRule',
  'dataElement',
  'program',
  'organisationUnitGroup',
  'indicatorType',
  'eventVisualization',
  'map',
  'user',
  'indicatorGroup',
  'dataSet',
  'dataElementGroup',
  'userGroup',
  'dashboard',
];

/** `/api/system/objectCounts`, `/api/dataSummary` and `/api/dataStatistics`. */
export function registerCountsRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/system/objectCounts', () => objectCounts(instance));
  app.get('/api/dataSummary', () => dataSummary(instance));
  app.get('/api/dataStatistics', () => []);
}

/** Rows of data are PostgreSQL's estimates: -1 (2.40) or 0 until a table is analysed, which the stand-in never does. */
function estimates(minor: number): Record<string, number> {
  const older = ['programStageInstance', 'programInstance', 'trackedEntityInstance'];
  const newer = ['trackedEntity', 'enrollment', 'event'];
  const split = ['trackerevent', 'singleevent'];
  const names = [
    'dataValue',
    ...(minor <= 41 ? older : []),
    ...(minor >= 41 ? newer : []),
    ...(minor >= 43 ? split : []),
  ];
  return Object.fromEntries(names.map((name) => [name, minor <= 40 ? -1 : 0]));
}

function objectCounts(instance: Instance): Record<string, number> {
  const { bySingular } = schemaIndexOf(instance);
  const exact = COUNTED.map((singular) => {
    return [singular, instance.metadata.of(bySingular.get(singular)?.plural ?? singular).size];
  });
  return { ...estimates(instance.minor), ...Object.fromEntries(exact), period: rowCountsOf(instance).periods() };
}

const DAYS = ['0', '1', '7', '30'];

function dataSummary(instance: Instance): Record<string, unknown> {
  const { dataValues, events } = rowCountsOf(instance);
  const onDays = (count: number, days = DAYS): Record<string, number> =>
    Object.fromEntries(days.map((day) => [day, count]));
  const { revision, buildTime } = buildOf(instance.release);
  return {
    objectCounts: objectCounts(instance),
    activeUsers: onDays(activeUsers(instance), ['0', '1', '2', '7', '30']),
    userInvitations: { all: 0, expired: 0 },
    dataValueCount: onDays(dataValues()),
    eventCount: onDays(events()),
    system: { version: instance.release, revision, buildTime, serverDate: timestamp(instance.now()) },
  };
}

function activeUsers(instance: Instance): number {
  return [...instance.metadata.of('users').values()].filter((user) => user.lastLogin !== undefined).length;
}
