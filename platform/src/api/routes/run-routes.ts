import { pageOf } from '@relais/contract/paging.ts';
import {
  findingGroupKeySchema,
  runDetailSchema,
  runParamsSchema,
  runQuerySchema,
  runSchema,
  runToStartSchema,
  startedSchema,
} from '@relais/contract/run.ts';
import { assertMay } from '../../access/may.ts';
import { runStates } from '../../model/run-state.ts';
import { loadRunReport } from '../../report/run-report.ts';
import { cancelRun, pauseRun, resumeRun, retryGroup, retryRun } from '../../runs/control-run.ts';
import { startRun } from '../../runs/start-run.ts';
import { loadReplication } from '../../store/replication.ts';
import { listRuns, loadRun } from '../../store/run.ts';
import { loadAdvances } from '../../store/run-progress.ts';
import { aboutPair, aboutRun, seenInstances } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';
import { optionsOf, tellProvenBefore, tellRun, tellRuns } from '../tell-run.ts';

const numbered = { params: runParamsSchema, subject: aboutRun } as const;

/** Runs: what there is, starting them, and what is asked of them. */
export const runRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/runs',
    summary: 'Runs between instances that the user may see, the newest first',
    action: 'run.see',
    subject: 'each',
    query: runQuerySchema,
    answer: pageOf(runSchema),
    handle: async ({ access, principal, query, language }) => {
      const { limit, after, state, replication, ...others } = query;
      const found = await listRuns(access.database, {
        ...others,
        limit: limit + 1,
        olderThan: after,
        states: state === undefined ? undefined : runStates.filter((each) => state.split(',').includes(each)),
        replicationId: replication === undefined ? undefined : (await loadReplication(access.database, replication)).id,
        between: seenInstances(principal),
      });
      const items = await tellRuns(access.database, found.slice(0, limit), language);
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/runs',
    summary: 'Starts a run; workers carry it out',
    // What only compares needs less: which of the two it is, the handler finds.
    action: 'run.compare',
    subject: 'each',
    takesKey: true,
    body: runToStartSchema,
    answer: startedSchema,
    status: 201,
    handle: async ({ access, principal, body }) => {
      const { mode, source, target, options } = body;
      const action = mode === 'replicate' ? 'run.start' : 'run.compare';
      assertMay(principal, action, await aboutPair(access.database, body));
      const { actor } = access;
      const order = { mode, source, target, options: withTables(options), startedBy: principal.username, actor };
      return { run: await startRun(access.database, order) };
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/runs/:id',
    summary: 'One run: how far it is, what it did, what went wrong',
    action: 'run.see',
    ...numbered,
    answer: runDetailSchema,
    handle: async ({ access: { database }, params: { id }, language, parts }) => {
      const { run, stages, totals, findings, notices } = await loadRunReport(database, id, parts.now());
      return {
        ...(await tellRun(database, run, language)),
        options: optionsOf(run.options),
        ...{ stages, totals, findings, provenBefore: tellProvenBefore(run) },
        advances: await loadAdvances(database, id),
        notices: notices.map(({ stage, toldAt, ...text }) => ({ stage, text: text[language], toldAt })),
      };
    },
  }),
  ...(['pause', 'cancel', 'resume'] as const).map((demand) =>
    guardedRoute({
      method: 'POST',
      path: `/runs/:id/${demand}`,
      summary: { pause: 'Pauses a run', cancel: 'Ends a run', resume: 'Lets a run go on' }[demand],
      action: demand === 'resume' ? 'run.resume' : 'run.stop',
      ...numbered,
      answer: runSchema,
      handle: async ({ access, params: { id }, language }) => {
        const { database, actor } = access;
        await { pause: pauseRun, cancel: cancelRun, resume: resumeRun }[demand](database, id, undefined, actor);
        return tellRun(database, await loadRun(database, id), language);
      },
    }),
  ),
  guardedRoute({
    method: 'POST',
    path: '/runs/:id/retry',
    summary: 'Tries again what failed; names the run that does it, which may be another one',
    action: 'run.resume',
    ...numbered,
    takesKey: true,
    answer: startedSchema,
    handle: async ({ access, params }) => ({ run: await retryRun(access.database, params.id, access.actor) }),
  }),
  guardedRoute({
    method: 'POST',
    path: '/runs/:id/finding-groups/retry',
    summary: 'Tries again what one group of findings names, by a new run of that type alone',
    action: 'run.start',
    ...numbered,
    takesKey: true,
    body: findingGroupKeySchema,
    answer: startedSchema,
    status: 201,
    handle: async ({ access, params, body }) => ({
      run: await retryGroup(access.database, params.id, body, access.actor),
    }),
  }),
];

/** Options as the engine has them: tables of a mapping are files of the server, which nobody names from outside. */
export function withTables<T extends { readonly mapping?: object | undefined }>(options: T) {
  const { mapping, ...others } = options;
  return mapping === undefined ? others : { ...others, mapping: { ...mapping, tables: [] } };
}
