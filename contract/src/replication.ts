import { z } from 'zod';
import { runStateSchema } from './run.ts';
import { runOptionsSchema } from './run-options.ts';
import { verdictSchema } from './run-report.ts';
import { momentSchema, nameSchema, wordOf } from './words.ts';

/** What to copy from where to where, and how. */
export const replicationSchema = z.object({
  name: z.string(),
  source: z.string(),
  target: z.string(),
  options: z.record(z.string(), z.unknown()),
  createdAt: momentSchema,
  changedAt: momentSchema,
  /** The last execution. */
  lastRun: z
    .object({
      id: z.number().int(),
      state: runStateSchema,
      verdict: verdictSchema.optional(),
      finishedAt: momentSchema.optional(),
    })
    .optional(),
});

export const replicationToDefineSchema = z.strictObject({
  name: nameSchema,
  source: wordOf(500),
  target: wordOf(500),
  options: runOptionsSchema.default({ dryRun: false }),
});

export const replicationParamsSchema = z.object({ name: nameSchema });
