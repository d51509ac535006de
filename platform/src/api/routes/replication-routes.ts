import { listOf } from '@relais/contract/paging.ts';
import { replicationParamsSchema, replicationSchema, replicationToDefineSchema } from '@relais/contract/replication.ts';
import { startedSchema } from '@relais/contract/run.ts';
import type { z } from 'zod';
import { tell } from '../../access/access.ts';
import { assertMay, may, subjectOfPair } from '../../access/may.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import {
  addReplication,
  forgetReplication,
  redefineReplication,
} from '../../replication/topology/define-replication.ts';
import { startRun } from '../../runs/start-run.ts';
import type { Database } from '../../store/database.ts';
import { findFollowing } from '../../store/following.ts';
import { followedNow } from '../../store/following-lock.ts';
import { listReplications, loadReplication, type Replication } from '../../store/replication.ts';
import { loadLastRuns, type Run } from '../../store/run.ts';
import { aboutPair, aboutReplication } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';
import { optionsOf } from '../tell-run.ts';
import { withTables } from './run-routes.ts';

const named = { params: replicationParamsSchema, subject: aboutReplication } as const;

/** Definitions of what is copied from where to where. */
export const replicationRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/replications',
    summary: 'The replications between instances that the user may see',
    action: 'replication.see',
    subject: 'each',
    answer: listOf(replicationSchema),
    handle: async ({ access: { database }, principal }) => {
      const items = [];
      const lastRuns = await loadLastRuns(database);
      const now = await followedNow(database);
      for (const replication of await listReplications(database)) {
        const subject = await subjectOfPair(database, replication);
        if (!may(principal, 'replication.see', subject)) continue;
        const follow = await followOf(database, replication, now);
        items.push({ ...shown(replication), ...follow, lastRun: shownRun(lastRuns.get(replication.id)) });
      }
      return { items };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/replications',
    summary: 'Defines a replication; nothing is spoken to',
    action: 'replication.define',
    subject: ({ access, body }) => aboutPair(access.database, body),
    body: replicationToDefineSchema,
    answer: replicationSchema,
    status: 201,
    handle: async ({ access, body }) => {
      const { database } = access;
      const added = shown(await addReplication(database, wantedOf(body)));
      await tell(access, database, { action: 'replication.added', subject: subjectOf(added), after: { ...body } });
      return added;
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/replications/:name',
    summary: 'One replication',
    action: 'replication.see',
    ...named,
    answer: replicationSchema,
    handle: async ({ access: { database }, params }) => {
      const replication = await loadReplication(database, params.name);
      return { ...shown(replication), ...(await followOf(database, replication, await followedNow(database))) };
    },
  }),
  guardedRoute({
    method: 'PUT',
    path: '/replications/:name',
    summary: 'Puts another definition in the place of one; its runs and its schedule stay with it',
    action: 'replication.define',
    ...named,
    body: replicationToDefineSchema,
    answer: replicationSchema,
    handle: async ({ access, principal, params, body }) => {
      const { database } = access;
      // Whoever may change what it was need not be allowed to make it what it is to be.
      assertMay(principal, 'replication.define', await aboutPair(database, body));
      const before = shown(await loadReplication(database, params.name));
      await redefineReplication(database, params.name, wantedOf(body));
      const after = { ...body };
      await tell(access, database, { action: 'replication.changed', subject: subjectOf(before), before, after });
      return shown(await loadReplication(database, body.name));
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/replications/:name',
    summary: 'Forgets a replication with its schedule; its runs stay',
    action: 'replication.remove',
    ...named,
    handle: async ({ access, params }) => {
      const { database } = access;
      const before = shown(await loadReplication(database, params.name));
      await forgetReplication(database, params.name);
      await tell(access, database, { action: 'replication.removed', subject: subjectOf(before), before });
      return undefined;
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/replications/:name/runs',
    summary: 'Runs a replication now; workers carry it out',
    action: 'run.start',
    ...named,
    takesKey: true,
    answer: startedSchema,
    status: 201,
    handle: async ({ access, principal, params }) => {
      const { id, sourceReference, targetReference, options } = await loadReplication(access.database, params.name);
      const run = await startRun(access.database, {
        mode: 'replicate',
        source: sourceReference,
        target: targetReference,
        options: parseRunOptions(options),
        replicationId: id,
        startedBy: principal.username,
        actor: access.actor,
      });
      return { run };
    },
  }),
];

function wantedOf({ name, source, target, options }: z.infer<typeof replicationToDefineSchema>) {
  return { name, sourceReference: source, targetReference: target, options: withTables(options) };
}

function shown({ name, sourceReference, targetReference, options, createdAt, changedAt }: Replication) {
  return { name, source: sourceReference, target: targetReference, options: optionsOf(options), createdAt, changedAt };
}

/** How closely a source is followed, how far that is, and whether some service does it now. */
async function followOf(database: Database, { id, name, follow }: Replication, now: ReadonlySet<number>) {
  if (follow === undefined) return now.has(id) ? { followState: 'stopping' as const } : {};
  const state = await findFollowing(database, name);
  return {
    followState: now.has(id) ? ('following' as const) : ('starting' as const),
    follow: {
      ...{ everySeconds: follow.everyMs / 1_000, fullEverySeconds: follow.fullEveryMs / 1_000 },
      ...{ lookedAt: state?.lookedAt, nextLookAt: state?.nextLookAt, changedAt: state?.changedAt },
      ...{ lagMs: state?.lagMs, fullAt: state?.fullAt },
    },
  };
}

function shownRun(run: Run | undefined) {
  if (run === undefined) return undefined;
  const { id, state, outcome, finishedAt } = run;
  return { id, state, verdict: outcome?.verdict, finishedAt };
}

function subjectOf({ name }: { readonly name: string }) {
  return { kind: 'replication', name };
}
