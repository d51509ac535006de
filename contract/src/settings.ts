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

/** What ledgers take in the database, and the runs whose ledgers the limits in force give up. */
export const ledgersSchema = z.object({
  /** Tables and indexes of all runs together. */
  bytes: z.number(),
  /** How many runs have a ledger. */
  runs: z.number().int(),
  /** The runs with the most rows; their bytes are without indexes. */
  largest: z.array(
    z.object({ run: z.number().int(), chunks: z.number().int(), findings: z.number().int(), bytes: z.number() }),
  ),
  expired: z.array(z.number().int()),
});

/** The runs whose ledgers went. */
export const retentionAppliedSchema = z.object({ removed: z.array(z.number().int()) });
