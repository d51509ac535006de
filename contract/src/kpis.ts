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

/** The same numbers of one day, in UTC. */
export const dailyKpisSchema = z.object({
  day: z.iso.date(),
  runs: z.number(),
  failed: z.number(),
  meanSeconds: z.number().optional(),
  objectsWritten: z.number(),
  dataValuesWritten: z.number(),
  refused: z.number(),
  requests: z.number(),
  retries: z.number(),
  bytesRead: z.number(),
  bytesWritten: z.number(),
});
export const daysQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) });
