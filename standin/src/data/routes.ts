import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { countRows } from '../system/statistics.ts';
import { registerCompleteRegistrationRoutes } from './complete-registration-routes.ts';
import { registerDataApprovalRoutes } from './data-approvals.ts';
import { registerDataValueRoutes } from './data-value-routes.ts';
import { registerDataValueSetRoutes } from './data-value-set-routes.ts';
import { dataValuesOf } from './data-value-store.ts';
import { registerLockExceptionRoutes } from './lock-exceptions.ts';
import { registerMinMaxRoutes } from './min-max-routes.ts';
import { seenPeriods } from './seen-periods.ts';

/** Everything about aggregate data (API.md §8). */
export function registerDataRoutes(app: FastifyInstance, instance: Instance): void {
  countRows(instance, {
    dataValues: () => dataValuesOf(instance).countPresent(),
    periods: () => seenPeriods(instance).size,
  });
  registerDataValueSetRoutes(app, instance);
  registerDataValueRoutes(app, instance);
  registerCompleteRegistrationRoutes(app, instance);
  registerMinMaxRoutes(app, instance);
  registerLockExceptionRoutes(app, instance);
  registerDataApprovalRoutes(app, instance);
  app.route({
    method: ['POST', 'PUT'],
    url: '/api/maintenance/softDeletedDataValueRemoval',
    handler: (_request, reply) => {
      dataValuesOf(instance).purgeDeleted();
      return reply.code(204).send();
    },
  });
}
