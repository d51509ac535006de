import { instanceLimitSchema, instanceParamsSchema } from '@relais/contract/instance.ts';
import { tell } from '../../access/access.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../../store/database.ts';
import { findInstance } from '../../store/instance.ts';
import { loadLimit, saveLimit } from '../../store/instance-limit.ts';
import { aboutInstance } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';

const named = {
  path: '/instances/:name/limit',
  params: instanceParamsSchema,
  subject: aboutInstance,
  answer: instanceLimitSchema,
} as const;

/** What all runs and workers together may ask of an instance. */
export const limitRoutes: readonly Route[] = [
  guardedRoute({
    ...named,
    method: 'GET',
    summary: 'How many requests at a time, and in a minute, an instance is asked',
    action: 'instance.see',
    handle: async ({ access: { database }, params }) => loadLimit(database, await addressOf(database, params.name)),
  }),
  guardedRoute({
    ...named,
    method: 'PUT',
    summary: 'Sets how many requests at a time, and in a minute, an instance is asked; workers follow within seconds',
    action: 'instance.change',
    body: instanceLimitSchema,
    handle: async ({ access, params: { name }, body }) => {
      const { database } = access;
      const address = await addressOf(database, name);
      const before = await loadLimit(database, address);
      const limit = { connections: body.connections, requestsPerMinute: body.requestsPerMinute };
      await saveLimit(database, address, limit);
      const subject = { kind: 'instance', name };
      const told = { before: { limit: before }, after: { limit } };
      await tell(access, database, { action: 'instance.changed', subject, ...told });
      return limit;
    },
  }),
];

async function addressOf(database: Database, name: string): Promise<string> {
  const found = await findInstance(database, name);
  if (found === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
  return found.url;
}
