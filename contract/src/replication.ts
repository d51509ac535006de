import { z } from 'zod';
import { runStateSchema } from './run.ts';
import { runOptionsSchema } from './run-options.ts';
import { verdictSchema } from './run-report.ts';
import { momentSchema, nameSchema, wordOf } from './words.ts';

/** How closely a source is followed: the longest time between two looks, and between two comparisons of everything. */
export const followPaceSchema = z.strictObject({
  everySeconds: z.number().int().min(1).max(86_400).default(30),
  fullEverySeconds: z.number().int().min(60).max(2_592_000).default(86_400),
});

/** The pace, and how far it is. */
export const followedSchema = z.object({
  ...followPaceSchema.shape,
  lookedAt: momentSchema.optional(),
  nextLookAt: momentSchema.optional(),
  /** When the last look that found a change began. */
  changedAt: momentSchema.optional(),
  /** From that look to the verified presence of the change on the target. */
  lagMs: z.number().optional(),
  /** When everything was last compared, and it ended well. */
  fullAt: momentSchema.optional(),
});

/**
 * How it stands with following: what was asked for takes some seconds. `starting` where it is to be followed and no service does yet,
 * `stopping` where it is not to be followed any more and a service has not let go of it yet.
 */
export const followStateSchema = z.enum(['starting', 'following', 'stopping']);

/** What to copy from where to where, and how. */
export const replicationSchema = z.object({
  name: z.string(),
  source: z.string(),
  target: z.string(),
  options: z.record(z.string(), z.unknown()),
  createdAt: momentSchema,
  changedAt: momentSchema,
  /** Absent where the source is not followed. */
  follow: followedSchema.optional(),
  /** Absent where the source is not followed, and nothing of it is under way. */
  followState: followStateSchema.optional(),
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
