import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { registerCompleteRegistrationRoutes } from './complete-registration-routes.ts';
import { registerDataApprovalRoutes } from './data-approvals.ts';
import { registerDataValueRoutes } from './data-value-routes.ts';
import { registerDataValueSetRoutes } from './data-value-set-routes.ts';
import { registerLockExceptionRoutes } from './lock-exceptions.ts';
import { registerMinMaxRoutes } from './min-max-routes.ts';

/** Everything about aggregate data (API.md §8). */
export function registerDataRoutes(app: FastifyInstance, instance: Instance): void {
  registerDataValueSetRoutes(app, instance);
  registerDataValueRoutes(app, instance);
  registerCompleteRegistrationRoutes(app, instance);
  registerMinMaxRoutes(app, instance);
  registerLockExceptionRoutes(app, instance);
  registerDataApprovalRoutes(app, instance);
}
