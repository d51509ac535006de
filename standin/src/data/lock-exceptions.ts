import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { parsePeriod } from './period.ts';
import { queryOf } from './query.ts';
import { refIds } from './references.ts';

interface LockException {
  readonly dataSet: string;
  readonly period: string;
  readonly orgUnit: string;
}

const exceptionsOf = instanceState(() => new Map<string, LockException>());
const keyOf = ({ dataSet, period, orgUnit }: LockException): string => `${dataSet}|${period}|${orgUnit}`;

/** Whether an organisation unit may still enter an expired period of a data set. */
export function hasLockException(instance: Instance, dataSet: string, period: string, orgUnit: string): boolean {
  return exceptionsOf(instance).has(keyOf({ dataSet, period, orgUnit }));
}

/** `/api/lockExceptions` (API.md §8.3). */
export function registerLockExceptionRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/lockExceptions', (request) => {
    const query = queryOf(request);
    const all = [...exceptionsOf(instance).values()].map((exception) => toJson(instance, exception));
    if (query.one('paging') === 'false') return { lockExceptions: all };
    const page = Number(query.one('page') ?? 1);
    const pageSize = Number(query.one('pageSize') ?? 50);
    const pager = { page, pageCount: Math.ceil(all.length / pageSize), total: all.length, pageSize };
    return { pager, lockExceptions: all.slice((page - 1) * pageSize, page * pageSize) };
  });
  app.post('/api/lockExceptions', (request, reply) => {
    const query = queryOf(request);
    const period = parsePeriod(query.one('pe') ?? '');
    const dataSet = instance.metadata.find('dataSets', query.one('ds') ?? '');
    const orgUnits = query.many('ou').filter((uid) => instance.metadata.find('organisationUnits', uid));
    if (!period || !dataSet || orgUnits.length === 0) {
      throw new WebMessageError(409, ' OrganisationUnit, DataSet or Period is invalid');
    }
    const assigned = new Set(refIds(dataSet.organisationUnits));
    const added = orgUnits.filter((uid) => assigned.has(uid));
    if (added.length === 0) {
      throw new WebMessageError(409, 'None of the target organisation unit(s) is linked to the specified data set.');
    }
    for (const orgUnit of added) {
      const exception = { dataSet: dataSet.id, period: period.iso, orgUnit };
      exceptionsOf(instance).set(keyOf(exception), exception);
    }
    return sendWebMessage(reply, webMessage(201, 'LockException created successfully.'));
  });
  app.delete('/api/lockExceptions', (request, reply) => {
    const query = queryOf(request);
    const [dataSet, period, orgUnit] = [query.one('ds'), query.one('pe'), query.one('ou')];
    for (const exception of [...exceptionsOf(instance).values()]) {
      const fits = exception.dataSet === dataSet && exception.period === period;
      if (fits && (orgUnit === undefined || exception.orgUnit === orgUnit)) {
        exceptionsOf(instance).delete(keyOf(exception));
      }
    }
    return reply.code(204).send();
  });
}

function toJson(instance: Instance, { dataSet, period, orgUnit }: LockException): unknown {
  const nameOf = (plural: string, uid: string): unknown => instance.metadata.find(plural, uid)?.name ?? uid;
  return {
    name: `${nameOf('dataSets', dataSet)} (${period}, ${nameOf('organisationUnits', orgUnit)})`,
    dataSet: { id: dataSet, name: nameOf('dataSets', dataSet) },
    organisationUnit: { id: orgUnit, name: nameOf('organisationUnits', orgUnit) },
    period: { id: period },
  };
}
