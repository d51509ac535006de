import { z } from 'zod';

/** The one word at the end of a run; `planned` is a run that wrote nothing. */
export const verdictSchema = z.enum(['identical', 'identical-except-refusals', 'different', 'cancelled', 'planned']);

/** Why something differs or is missing: a closed list. */
export const findingCauseSchema = z.enum(['refused', 'impossible', 'skipped', 'changed-meanwhile', 'unexplained']);

/** read = created + updated + unchanged + refused + skipped + impossible; deleted and verified stand apart. */
export const countsSchema = z.object({
  read: z.number().int().nonnegative(),
  created: z.number().int().nonnegative(),
  updated: z.number().int().nonnegative(),
  unchanged: z.number().int().nonnegative(),
  refused: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  impossible: z.number().int().nonnegative(),
  deleted: z.number().int().nonnegative(),
  verified: z.number().int().nonnegative(),
});

export const findingSchema = z.object({
  /** Metadata type, tracker type, `dataValues` or `completeDataSetRegistrations`. */
  type: z.string(),
  /** UID, or the key of a data value; `*` for a finding that stands for a whole type. */
  key: z.string(),
  name: z.string().optional(),
  cause: findingCauseSchema,
  /** DHIS2's error code for refusals, else one of Relais's reason codes. */
  code: z.string(),
  message: z.string(),
  count: z.number().int().positive().optional(),
});

/** What `relais report RUN --json` writes, as far as other programs may rely on it; more may be there. */
export const runReportSchema = z.looseObject({
  format: z.literal('relais-run-report/1'),
  run: z.looseObject({ id: z.number().int(), state: z.string() }),
  verdict: verdictSchema.optional(),
  /** Signature of the comparison: the same for the same content, whoever compares it. */
  comparisonDigest: z.string().optional(),
  provenBefore: z
    .object({ types: z.record(z.string(), z.number()), oldestAt: z.string(), oldestBy: z.number() })
    .optional(),
  totals: z.record(z.string(), countsSchema),
  causes: z.partialRecord(findingCauseSchema, z.number().int().nonnegative()),
  findings: z.array(findingSchema),
});

export type RunReportDocument = z.infer<typeof runReportSchema>;
