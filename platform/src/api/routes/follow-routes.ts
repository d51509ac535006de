import { followPaceSchema, replicationParamsSchema } from '@relais/contract/replication.ts';
import { type Access, tell } from '../../access/access.ts';
import { type FollowPace, loadReplication, setFollowPace } from '../../store/replication.ts';
import { aboutReplication } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';

const named = {
  action: 'replication.define',
  path: '/replications/:name/follow',
  params: replicationParamsSchema,
  subject: aboutReplication,
} as const;

/** Replications whose targets the service keeps close behind their sources. */
export const followRoutes: readonly Route[] = [
  guardedRoute({
    ...named,
    method: 'PUT',
    summary: 'Follows the source of a replication, or changes how closely; the service does it',
    body: followPaceSchema,
    answer: followPaceSchema,
    handle: async ({ access, params, body }) => {
      const { everySeconds, fullEverySeconds } = body;
      await follow(access, params.name, { everyMs: everySeconds * 1_000, fullEveryMs: fullEverySeconds * 1_000 });
      return body;
    },
  }),
  guardedRoute({
    ...named,
    method: 'DELETE',
    summary: 'Follows the source of a replication no longer',
    handle: async ({ access, params }) => {
      await follow(access, params.name, undefined);
      return undefined;
    },
  }),
];

async function follow(access: Access, name: string, pace: FollowPace | undefined): Promise<void> {
  const { database } = access;
  const { id, follow: before } = await loadReplication(database, name);
  await setFollowPace(database, id, pace);
  const subject = { kind: 'replication', name };
  const told = { before: { follow: before }, after: { follow: pace } };
  await tell(access, database, { action: 'replication.followed', subject, ...told });
}
