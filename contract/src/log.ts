import { z } from 'zod';
import { languageSchema, momentSchema, numberSchema, wordOf } from './words.ts';

export const logLevelSchema = z.enum(['info', 'warning', 'error']);
export const logKindSchema = z.enum(['transition', 'stage', 'notice', 'piece']);

const filter = {
  run: numberSchema.optional(),
  /** This level and what is worse. */
  level: logLevelSchema.optional(),
  kind: logKindSchema.optional(),
  code: wordOf(100).optional(),
  since: momentSchema.optional(),
  until: momentSchema.optional(),
};
export const logFilterSchema = z.object(filter);

export const logExportSchema = logFilterSchema.extend({ language: languageSchema.optional() });

/** Where an entry stands: its moment in microseconds, its kind, and its number in that. */
const cursorSchema = z.string().regex(/^[0-9]{1,17}\.(transition|stage|notice|piece)\.[A-Za-z0-9-]{1,100}$/);
export const logQuerySchema = z.object({
  ...filter,
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Entries older than this one. */
  after: cursorSchema.optional(),
});

/** Something that happened in a run. */
export const logEntrySchema = z.object({
  id: z.string(),
  at: momentSchema,
  run: z.number().int(),
  source: z.string(),
  target: z.string(),
  kind: logKindSchema,
  level: logLevelSchema,
  /** Stable: of a failure, or of the reason for a new state. */
  code: z.string().optional(),
  stage: z.string().optional(),
  /** The new state of the run. */
  state: z.string().optional(),
  /** In the reader's language; absent where the other words say everything. */
  text: z.string().optional(),
  by: z.string().optional(),
});
export const logPageSchema = z.object({ items: z.array(logEntrySchema), next: z.string().optional() });
export type LogEntry = z.infer<typeof logEntrySchema>;
