import { z } from 'zod';
import { momentSchema, wordOf } from './words.ts';

const minuteSchema = z.number().int().min(0).max(1_440);

/** When a replication is run by itself. */
export const scheduleSchema = z.object({
  replication: z.string(),
  /** Five cron fields, in the time zone. */
  cron: z.string(),
  timeZone: z.string(),
  /** The hours in which runs may work, in minutes after midnight; at any time when absent. */
  window: z.object({ from: minuteSchema, to: minuteSchema }).optional(),
  ifRunning: z.enum(['wait', 'skip']),
  isPaused: z.boolean(),
  next: z.array(z.object({ dueAt: momentSchema, startsAt: momentSchema })),
});

export const scheduleToSetSchema = z.strictObject({
  cron: wordOf(200),
  timeZone: wordOf(100),
  /** `22:00-05:00`. */
  window: wordOf(20).optional(),
  ifRunning: z.enum(['wait', 'skip']).default('wait'),
});

export const schedulePreviewQuerySchema = z.object({
  cron: wordOf(200),
  timeZone: wordOf(100),
  /** `22:00-05:00`. */
  window: wordOf(20).optional(),
});
/** When a schedule would start, before it is set. */
export const schedulePreviewSchema = scheduleSchema.pick({ next: true }).extend({
  /** The recurrence in the reader's language. */
  words: z.string(),
});
