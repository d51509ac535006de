import { z } from 'zod';
import { dailyKpisSchema, kpisSchema } from './kpis.ts';
import { advanceSchema, reasonSchema, runSchema } from './run.ts';
import { momentSchema } from './words.ts';

/** Why a person is needed. */
export const needKindSchema = z.enum([
  'approval',
  'failed',
  'paused',
  'interrupted',
  'refusals',
  'different',
  'instance-down',
  'account-refused',
  'certificate-ends',
  'overdue',
]);

/** Something that waits for a person; what it is about is named as far as there is one. */
export const needSchema = z.object({
  kind: needKindSchema,
  since: momentSchema.optional(),
  run: z.number().int().optional(),
  source: z.string().optional(),
  target: z.string().optional(),
  instance: z.string().optional(),
  replication: z.string().optional(),
  reason: reasonSchema.optional(),
  /** Objects that were refused or differ, or days that a certificate is still good for. */
  count: z.number().optional(),
});

/** What is known of an instance without asking it. */
export const instanceHealthSchema = z.object({
  name: z.string(),
  trouble: z.enum(['down', 'refused']).optional(),
  certificateEndsAt: momentSchema.optional(),
  /** When it was last made identical to a source, but for what it refused. */
  lastGoodRunAt: momentSchema.optional(),
});

/** What somebody sees first. Numbers only for those who may see measures. */
export const homeSchema = z.object({
  running: z.array(runSchema.extend({ advances: z.array(advanceSchema) })),
  last: z.array(runSchema),
  needs: z.array(needSchema),
  instances: z.array(instanceHealthSchema),
  kpis: kpisSchema.optional(),
  days: z.array(dailyKpisSchema).optional(),
});
