import type { FastifyInstance } from 'fastify';
import { jsonBody } from '../body.ts';
import { queryOf } from '../data/query.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { WebMessageError } from '../web-message.ts';
import { trackerOf } from './tracker-store.ts';

/** Two tracked entities that may be one person. */
interface PotentialDuplicate {
  readonly id: string;
  readonly original: string;
  readonly duplicate: string;
  status: string;
}

const duplicatesOf = instanceState(() => new Map<string, PotentialDuplicate>());

type OfDuplicate = { Params: { uid: string } };

/** `/api/potentialDuplicates`, without merging (API.md §9.3; recorded: data-details). */
export function registerDuplicateRoutes(app: FastifyInstance, instance: Instance): void {
  const all = duplicatesOf(instance);
  app.get('/api/potentialDuplicates', (request) => {
    const query = queryOf(request);
    const status = query.one('status') ?? 'OPEN';
    const wanted = query.many(instance.minor <= 40 ? 'teis' : 'trackedEntities');
    const found = [...all.values()].filter((each) => {
      const isAsked = wanted.length === 0 || wanted.includes(each.original) || wanted.includes(each.duplicate);
      return isAsked && (status === 'ALL' || each.status === status);
    });
    const [page, pageSize] = [Number(query.one('page') ?? 1), Number(query.one('pageSize') ?? 50)];
    const potentialDuplicates = found.slice((page - 1) * pageSize, page * pageSize);
    const pager = { page, pageSize };
    const top = instance.minor >= 42 ? { pager } : instance.minor === 41 ? { pager, ...pager } : pager;
    return { ...top, potentialDuplicates };
  });
  app.post('/api/potentialDuplicates', (request, reply) => {
    const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
    const pair = [String(body.original), String(body.duplicate)];
    const status = typeof body.status === 'string' ? body.status : 'OPEN';
    checkNew(instance, pair, status);
    const [original = '', duplicate = ''] = pair;
    const made = { id: instance.newUid(), original, duplicate, status };
    all.set(made.id, made);
    return reply.send(made);
  });
  app.put<OfDuplicate>('/api/potentialDuplicates/:uid', (request, reply) => {
    const found = all.get(request.params.uid);
    const status = queryOf(request).one('status') ?? '';
    if (!found) throw new WebMessageError(404, `PotentialDuplicate with id ${request.params.uid} could not be found.`);
    if (status === 'MERGED') {
      throw new WebMessageError(400, "Can't update a potential duplicate to MERGED", { errorCode: 'E1003' });
    }
    found.status = status;
    return reply.code(200).send();
  });
  app.delete<OfDuplicate>('/api/potentialDuplicates/:uid', () => {
    throw new WebMessageError(405, `Request method 'DELETE' ${instance.minor >= 42 ? 'is not' : 'not'} supported`);
  });
}

/** @throws WebMessageError for what cannot become a pair, in the order in which the server looks. */
function checkNew(instance: Instance, pair: readonly string[], status: string): void {
  if (status !== 'OPEN') {
    const message = `Invalid status ${status}, creating potential duplicate is allowed using: OPEN`;
    throw new WebMessageError(409, message, { errorCode: 'E1004' });
  }
  const isSame = ({ original, duplicate }: PotentialDuplicate) => pair.includes(original) && pair.includes(duplicate);
  if ([...duplicatesOf(instance).values()].some(isSame)) {
    const message = `'${pair[0]}' and '${pair[1]} is already marked as a potential duplicate`;
    throw new WebMessageError(409, message, { errorCode: 'E1004' });
  }
  const { trackedEntities } = trackerOf(instance);
  const missing = pair.find((uid) => trackedEntities.get(uid)?.isDeleted !== false);
  if (missing === undefined) return;
  const words: Record<number, string> = {
    40: `No tracked entity instance found with id '${missing}'.`,
    41: `No tracked entity found with id '${missing}'.`,
  };
  const message = words[instance.minor] ?? `TrackedEntity with id ${missing} could not be found.`;
  throw new WebMessageError(404, message, { errorCode: 'E1005' });
}
