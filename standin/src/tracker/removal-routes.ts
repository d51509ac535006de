import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { trackerOf } from './tracker-store.ts';

/** Names of the removals: they follow the tracker's words, which changed with 2.41 (API.md §9.3). */
const TASKS = {
  events: ['softDeletedEventRemoval', 'softDeletedProgramStageInstanceRemoval'],
  enrollments: ['softDeletedEnrollmentRemoval', 'softDeletedProgramInstanceRemoval'],
  trackedEntities: ['softDeletedTrackedEntityRemoval', 'softDeletedTrackedEntityInstanceRemoval'],
  relationships: ['softDeletedRelationshipRemoval'],
} as const;

/** `/api/maintenance/softDeleted…Removal`: what was softly deleted goes for good, and its UIDs are free again. */
export function registerRemovalRoutes(app: FastifyInstance, instance: Instance): void {
  const store = trackerOf(instance);
  for (const [kind, tasks] of Object.entries(TASKS) as [keyof typeof TASKS, readonly string[]][]) {
    for (const task of tasks) {
      app.route({
        method: ['POST', 'PUT'],
        url: `/api/maintenance/${task}`,
        handler: (_request, reply) => {
          for (const [uid, object] of store[kind]) if (object.isDeleted) store[kind].delete(uid);
          return reply.code(204).send();
        },
      });
    }
  }
}
