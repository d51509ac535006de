import { z } from 'zod';
import { pageQuerySchema } from './paging.ts';
import { languageSchema, momentSchema, numberSchema, wordOf } from './words.ts';

const filter = {
  since: momentSchema.optional(),
  until: momentSchema.optional(),
  subjectKind: wordOf(50).optional(),
  subject: wordOf(200).optional(),
  run: numberSchema.optional(),
  actor: wordOf(200).optional(),
  action: wordOf(100).optional(),
};

export const auditFilterSchema = z.object(filter);
export const auditExportSchema = auditFilterSchema.extend({ language: languageSchema.optional() });
export const auditQuerySchema = pageQuerySchema.extend({
  ...filter,
  /** `newest`: the last entries first, and pages go back. */
  order: z.enum(['oldest', 'newest']).default('oldest'),
});

/** What somebody did; `before` and `after` are the JSON texts that were hashed. */
export const auditEntrySchema = z.object({
  seq: z.number().int(),
  at: momentSchema,
  actorKind: z.string(),
  actor: z.string(),
  address: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subject: z.string(),
  runId: z.number().int().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
});

/** The head is to be noted down elsewhere, and given to the next verification. */
export const auditVerificationSchema = z.object({
  entries: z.number().int(),
  first: z.number().int().optional(),
  head: z.object({ seq: z.number().int(), hash: z.string() }).optional(),
  shortenedAt: z.number().int().optional(),
  broken: z
    .object({ seq: z.number().int(), kind: z.enum(['changed', 'removed', 'replaced', 'unanchored', 'head']) })
    .optional(),
});
export const auditHeadQuerySchema = z.object({
  seq: z.coerce.number().int().min(1).max(9_007_199_254_740_991).optional(),
  hash: wordOf(100).optional(),
});
