import { z } from 'zod';
import { momentSchema } from './words.ts';

const limitSchema = z.number().int().min(1).max(1_000_000);

/** How long ledgers and reports are kept; without an end where a limit is absent. */
export const retentionSchema = z.object({
  keepDays: limitSchema.optional(),
  keepRuns: limitSchema.optional(),
  appliedAt: momentSchema.optional(),
});

export const retentionToSetSchema = z.strictObject({
  keepDays: limitSchema.optional(),
  keepRuns: limitSchema.optional(),
});
