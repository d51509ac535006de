import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { countRows } from '../system/statistics.ts';
import { registerDuplicateRoutes } from './duplicate-routes.ts';
import { registerTrackerExportRoutes } from './export-routes.ts';
import { registerTrackerImportRoutes } from './import-routes.ts';
import { registerLegacyTrackerRoutes } from './legacy-routes.ts';
import { registerTrackerOtherRoutes } from './other-routes.ts';
import { registerRemovalRoutes } from './removal-routes.ts';
import { trackerOf } from './tracker-store.ts';

/** Everything about tracker data (API.md §9). The former paths are there up to 2.41. */
export function registerTrackerRoutes(app: FastifyInstance, instance: Instance): void {
  countRows(instance, { events: () => trackerOf(instance).events.size });
  registerTrackerImportRoutes(app, instance);
  registerTrackerExportRoutes(app, instance);
  registerTrackerOtherRoutes(app, instance);
  registerRemovalRoutes(app, instance);
  registerDuplicateRoutes(app, instance);
  if (instance.minor <= 41) registerLegacyTrackerRoutes(app, instance);
}
