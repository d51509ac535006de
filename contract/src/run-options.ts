import { z } from 'zod';
import { wordOf } from './words.ts';

const words = z.array(wordOf(200)).max(500);

/** What of the source is carried; the first four choose, the other ones restrict. */
export const selectionSchema = z.strictObject({
  types: words.optional(),
  programs: words.optional(),
  dataSets: words.optional(),
  groups: words.optional(),
  withRecipients: z.boolean().optional(),
  orgUnits: words.optional(),
  period: wordOf(100).optional(),
  changedSince: wordOf(40).optional(),
});

/** Who stands for whom. Tables are files of the server, which the command line alone may name. */
export const mappingSchema = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        type: wordOf(100),
        by: z.enum(['code', 'name', 'attribute']),
        attribute: wordOf(11).optional(),
      }),
    )
    .min(1)
    .max(100),
  unmapped: z.enum(['stop', 'skip', 'keep']).default('stop'),
});

/** How a run copies: what the command line's options say, but for those that name files of the server. */
export const runOptionsSchema = z.strictObject({
  dryRun: z.boolean().default(false),
  only: words.optional(),
  selection: selectionSchema.optional(),
  mapping: mappingSchema.optional(),
  identityPolicies: z.record(wordOf(100), z.enum(['map', 'adopt', 'rename', 'refuse'])).optional(),
  newAccounts: z.enum(['disabled', 'invited', 'random-password']).optional(),
  sharing: z.enum(['exact', 'without']).optional(),
  afterwards: z
    .array(z.enum(['categoryOptionCombos', 'caches', 'resourceTables', 'analytics', 'dataIntegrity']))
    .max(5)
    .optional(),
  installApps: z.boolean().optional(),
  deletions: z.record(wordOf(100), z.enum(['report', 'propagate', 'leave'])).optional(),
  maxDeletions: z
    .union([
      z.strictObject({ percent: z.number().min(0).max(100) }),
      z.strictObject({ count: z.number().int().min(0).max(1_000_000_000) }),
    ])
    .optional(),
  compare: z.enum(['changes', 'everything']).optional(),
  compareEveryDays: z.number().int().min(0).max(9_999).optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;
