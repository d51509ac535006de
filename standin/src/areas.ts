import type { FastifyInstance } from 'fastify';
import { registerDataRoutes } from './data/routes.ts';
import { registerFileRoutes } from './files/routes.ts';
import type { Instance } from './instance.ts';
import { registerExportRoutes } from './metadata/export-routes.ts';
import { registerImportRoutes } from './metadata/import/import-routes.ts';
import { registerReadRoutes } from './metadata/read-routes.ts';
import { registerSchemaRoutes } from './metadata/schema-routes.ts';
import { registerStoreRoutes } from './stores/routes.ts';
import { registerJobRoutes } from './system/jobs.ts';

/** The areas of the Web API; each registers its own routes. A new area is one line here. */
export const areas: readonly ((app: FastifyInstance, instance: Instance) => void)[] = [
  registerJobRoutes,
  registerSchemaRoutes,
  registerExportRoutes,
  registerImportRoutes,
  registerReadRoutes,
  registerDataRoutes,
  registerFileRoutes,
  registerStoreRoutes,
];
