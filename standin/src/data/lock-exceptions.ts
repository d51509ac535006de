import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { parsePeriod } from './period.ts';
import { queryOf } from './query.ts';
import { refIds } from './references.ts';
import { seenPeriods } from './seen-periods.ts';

interface LockException {
  readonly dataSet: string;
  readonly period: string;
  readonly orgUnit: string;
}

/** A POST that is repeated makes a second one like it (recorded: le-post-again). */
const exceptionsOf = instanceState(() => ({ all: [] as LockException[] }));

/** Whether an organisation unit may still enter an expired period of a data set. */
export function hasLockException(instance: Instance, dataSet: string, period: string, orgUnit: string): boolean {
  return exceptionsOf(instance).all.some(
    (each) => each.dataSet === dataSet && each.period === period && each.orgUnit === orgUnit,
  );
}

/** `/api/lockExceptions` (API.md §8.3). */
export function registerLockExceptionRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/lockExceptions', (request) => {
    const query = queryOf(request);
    const all = exceptionsOf(instance).all.map((exception) => toJson(instance, exception));
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
    if (!period || !dataSet) throw new WebMessageError(409, ' DataSet or Period is invalid');
    const orgUnits = (query.one('ou') ?? '').replace(/^\[|\]$/g, '').split(',');
    const unknown = orgUnits.find((uid) => !instance.metadata.find('organisationUnits', uid));
    if (unknown !== undefined) throw new WebMessageError(409, `Can't find OrganisationUnit with id =${unknown}`);
    const assigned = new Set(refIds(dataSet.organisationUnits));
    const added = orgUnits.filter((uid) => assigned.has(uid));
    if (added.length === 0) {
      const named = `${orgUnits.join(',')} is linked to the specified data set: ${dataSet.id}`;
      throw new WebMessageError(409, `None of the target organisation unit(s) ${named}`);
    }
    const { all } = exceptionsOf(instance);
    seenPeriods(instance).add(period.iso);
    for (const orgUnit of added) all.push({ dataSet: dataSet.id, period: period.iso, orgUnit });
    return sendWebMessage(reply, webMessage(201, 'LockException created successfully.'));
  });
  app.delete('/api/lockExceptions', (request, reply) => {
    const query = queryOf(request);
    const [dataSet, period, orgUnit] = [query.one('ds'), query.one('pe'), query.one('ou')];
    const state = exceptionsOf(instance);
    state.all = state.all.filter((each) => {
      const fits = each.dataSet === dataSet && each.period === period;
      return !fits || (orgUnit !== undefined && each.orgUnit !== orgUnit);
    });
    return reply.code(204).send();
  });
}

function toJson(instance: Instance, { dataSet, period, orgUnit }: LockException): unknown {
  const nameOf = (plural: string, uid: string): unknown => instance.metadata.find(plural, uid)?.name ?? uid;
  return {
    name: `${nameOf('dataSets', dataSet)} (${nameOf('organisationUnits', orgUnit)}, ${period})`,
    dataSet: { id: dataSet, name: nameOf('dataSets', dataSet) },
    organisationUnit: { id: orgUnit, name: nameOf('organisationUnits', orgUnit) },
    // 2.43.1 tells its type and dates in place of an id (seen).
    period: instance.minor >= 43 ? { periodType: parsePeriod(period)?.periodType } : { id: period },
  };
}
