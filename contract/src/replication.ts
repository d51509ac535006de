import { z } from 'zod';
import { runOptionsSchema } from './run-options.ts';
import { momentSchema, nameSchema, wordOf } from './words.ts';

/** What to copy from where to where, and how. */
export const replicationSchema = z.object({
  name: z.string(),
  source: z.string(),
  target: z.string(),
  options: z.record(z.string(), z.unknown()),
  createdAt: momentSchema,
  changedAt: momentSchema,
});

export const replicationToDefineSchema = z.strictObject({
  name: nameSchema,
  source: wordOf(500),
  target: wordOf(500),
  options: runOptionsSchema.default({ dryRun: false }),
});

export const replicationParamsSchema = z.object({ name: nameSchema });
