import type { FastifyInstance } from 'fastify';
import type { Instance } from './instance.ts';
import { registerJobRoutes } from './system/jobs.ts';

/** The areas of the Web API; each registers its own routes. A new area is one line here. */
export const areas: readonly ((app: FastifyInstance, instance: Instance) => void)[] = [registerJobRoutes];
