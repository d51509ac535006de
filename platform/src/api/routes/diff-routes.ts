import {
  countedPageOf,
  deletionDetailSchema,
  diffObjectQuerySchema,
  diffObjectSchema,
  diffQuerySchema,
  diffSchema,
  objectDiffSchema,
  objectParamsSchema,
  onlyOnTargetSchema,
} from '@relais/contract/diff.ts';
import { pageOf, pageQuerySchema } from '@relais/contract/paging.ts';
import { runParamsSchema, runSchema, runToStartSchema, startedSchema } from '@relais/contract/run.ts';
import { numberSchema } from '@relais/contract/words.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { withoutSecrets } from '../../model/redaction.ts';
import { compareObject, type PropertyDifference } from '../../replication/diff/compare-object.ts';
import { readDeletionParts } from '../../replication/diff/deletion-parts.ts';
import { startRun } from '../../runs/start-run.ts';
import { findPlanned, listOnlyOnTarget, listPlanned, loadPlannedNames } from '../../store/diff.ts';
import { listRuns, loadRun } from '../../store/run.ts';
import { aboutPair, aboutRun, seenInstances } from '../about.ts';
import { claimedOf, deletionPolicyFor, loadDiff, loadDiffContext } from '../diff-of-run.ts';
import { instancePoolOf } from '../instance-pool.ts';
import { guardedRoute, type Route } from '../route.ts';
import { tellRuns } from '../tell-run.ts';
import { withTables } from './run-routes.ts';

const seen = { method: 'GET', action: 'run.see', params: runParamsSchema, subject: aboutRun } as const;
/** What asks both instances. */
const live = { method: 'GET', action: 'run.look-into', params: objectParamsSchema, subject: aboutRun } as const;

/** What a run would change: of comparisons, of dry runs, and of runs that wait for an approval. */
export const diffRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/diffs',
    summary: 'Runs of which the differences are kept, the newest first',
    action: 'run.see',
    subject: 'each',
    query: pageQuerySchema.extend({ after: numberSchema.optional() }),
    answer: pageOf(runSchema),
    handle: async ({ access: { database }, principal, query: { limit, after }, language }) => {
      const found = await listRuns(database, {
        ...{ limit: limit + 1, olderThan: after, hasPlan: true },
        between: seenInstances(principal),
      });
      const items = await tellRuns(database, found.slice(0, limit), language);
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/diffs',
    summary: 'Compares two instances; workers carry it out',
    action: 'run.compare',
    subject: ({ access, body }) => aboutPair(access.database, body),
    takesKey: true,
    body: runToStartSchema.omit({ mode: true }),
    answer: startedSchema,
    status: 201,
    handle: async ({ access, principal, body: { source, target, options } }) => {
      const order = { mode: 'diff', source, target, options: withTables(options), actor: access.actor } as const;
      return { run: await startRun(access.database, { ...order, startedBy: principal.username }) };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/diffs/:id',
    summary: 'What a run would change, in numbers, type by type',
    answer: diffSchema,
    handle: async ({ access, params: { id } }) => loadDiff(access.database, id),
  }),
  guardedRoute({
    ...seen,
    path: '/diffs/:id/objects',
    summary: 'The objects that would change, by type, with search and filters',
    query: diffObjectQuerySchema,
    answer: countedPageOf(diffObjectSchema),
    handle: async ({ access, params: { id }, query }) => paged(query, await listPlanned(access.database, id, query)),
  }),
  guardedRoute({
    ...seen,
    path: '/diffs/:id/deletions',
    summary: 'What only the target has, and what would become of it',
    query: diffQuerySchema,
    answer: countedPageOf(onlyOnTargetSchema),
    handle: async ({ access: { database }, params: { id }, query }) => {
      const { options } = await loadRun(database, id);
      const { items, total } = await listOnlyOnTarget(database, id, query, await claimedOf(database, id));
      const told = items.map((item) => ({ ...item, policy: deletionPolicyFor(options, item.type) }));
      return paged(query, { items: told, total });
    },
  }),
  guardedRoute({
    ...live,
    path: '/diffs/:id/objects/:type/:uid',
    summary: 'One object side by side, read from both instances now',
    answer: objectDiffSchema,
    handle: async ({ access: { database, now }, parts, params: { id, type, uid }, signal }) => {
      const context = await loadDiffContext(database, id);
      const pool = instancePoolOf(parts);
      const [source, target] = await Promise.all([
        pool.open(context.source, signal),
        pool.open(context.target, signal),
      ]);
      const compared = await compareObject({ ...context, source, target, type, uid, signal });
      const { named, properties, ...told } = compared;
      if (!told.isOnSource && !told.isOnTarget) throw new PlatformError('OBJECT_UNKNOWN', { args: { type, uid } });
      const planned = await findPlanned(database, id, type, uid);
      const references = await loadPlannedNames(database, id, named);
      return {
        ...{ type, uid, action: planned?.action },
        ...told,
        properties: properties.map(masked),
        references: Object.fromEntries(references),
        readAt: now(),
      };
    },
  }),
  guardedRoute({
    ...live,
    path: '/diffs/:id/deletions/:type/:uid',
    summary: 'What would be deleted together with an object, read from the target now',
    answer: deletionDetailSchema,
    handle: async ({ access: { database, now }, parts, params: { id, type, uid }, signal }) => {
      const { targetReference } = await loadRun(database, id);
      const target = await instancePoolOf(parts).open(targetReference, signal);
      const found = await readDeletionParts(target, type, uid, signal);
      if (found === undefined) throw new PlatformError('OBJECT_UNKNOWN', { args: { type, uid } });
      return { type, uid, ...found, readAt: now() };
    },
  }),
];

function paged<T>(
  { after, limit }: { readonly after: number; readonly limit: number },
  { items, total }: { readonly items: readonly T[]; readonly total: number },
) {
  const end = after + items.length;
  return { items, total, next: items.length === limit && end < total ? end : undefined };
}

/** A value that stands under the name of a secret is told by nobody. */
function masked(difference: PropertyDifference): PropertyDifference {
  const { name, source, target } = difference;
  const open = (value: unknown): unknown => Object.values(Object(withoutSecrets({ [name]: value })))[0];
  return {
    ...difference,
    ...(source !== undefined && { source: open(source) }),
    ...(target !== undefined && { target: open(target) }),
  };
}
