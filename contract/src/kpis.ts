import { z } from 'zod';
import { momentSchema } from './words.ts';

export const periodSchema = z.object({ from: momentSchema.optional(), to: momentSchema.optional() });

/** What people ask of a month; rates are 0 to 1, and absent where nothing ran. */
export const kpisSchema = z.object({
  runs: z.number(),
  meanSeconds: z.number().optional(),
  errorRate: z.number().optional(),
  retryRate: z.number().optional(),
  refusalRate: z.number().optional(),
  objectsWritten: z.number(),
  dataValuesWritten: z.number(),
  bytesRead: z.number(),
  bytesWritten: z.number(),
});
