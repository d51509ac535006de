import type { FastifyInstance } from 'fastify';
import { registerDataRoutes } from './data/routes.ts';
import { registerFileRoutes } from './files/routes.ts';
import type { Instance } from './instance.ts';
import { registerExportRoutes } from './metadata/export-routes.ts';
import { registerImportRoutes } from './metadata/import/import-routes.ts';
import { registerReadRoutes } from './metadata/read-routes.ts';
import { registerSchemaRoutes } from './metadata/schema-routes.ts';
import { registerSharingRoutes } from './metadata/sharing-routes.ts';
import { registerWriteRoutes } from './metadata/write-routes.ts';
import { registerStoreRoutes } from './stores/routes.ts';
import { registerAnalyticsRoutes } from './system/analytics-routes.ts';
import { registerAppRoutes } from './system/app-routes.ts';
import { registerConfigurationRoutes } from './system/configuration-routes.ts';
import { registerCountsRoutes } from './system/counts-routes.ts';
import { registerDataVetoes } from './system/data-vetoes.ts';
import { registerIntegrityRoutes } from './system/integrity-routes.ts';
import { registerJobRoutes } from './system/jobs.ts';
import { registerLocaleRoutes } from './system/locale-routes.ts';
import { registerMaintenanceRoutes } from './system/maintenance-routes.ts';
import { registerMeRoutes } from './system/me-routes.ts';
import { registerMessageRoutes } from './system/message-routes.ts';
import { registerSettingsRoutes } from './system/settings-routes.ts';
import { registerSqlViewRoutes } from './system/sql-view-routes.ts';
import { registerSystemRoutes } from './system/system-routes.ts';
import { registerTokenRoutes } from './system/token-routes.ts';
import { registerUserSettingsRoutes } from './system/user-settings-routes.ts';
import { registerTrackerRoutes } from './tracker/routes.ts';

/** The areas of the Web API; each registers its own routes. A new area is one line here. */
export const areas: readonly ((app: FastifyInstance, instance: Instance) => void)[] = [
  registerSystemRoutes,
  registerMeRoutes,
  registerSettingsRoutes,
  registerUserSettingsRoutes,
  registerLocaleRoutes,
  registerAppRoutes,
  registerConfigurationRoutes,
  registerCountsRoutes,
  registerMaintenanceRoutes,
  registerSqlViewRoutes,
  registerMessageRoutes,
  registerTokenRoutes,
  registerAnalyticsRoutes,
  registerIntegrityRoutes,
  registerJobRoutes,
  registerSchemaRoutes,
  registerExportRoutes,
  registerImportRoutes,
  registerReadRoutes,
  registerWriteRoutes,
  registerSharingRoutes,
  registerDataRoutes,
  registerTrackerRoutes,
  registerFileRoutes,
  registerStoreRoutes,
  registerDataVetoes,
];
