import { z } from 'zod';
import { pageQuerySchema } from './paging.ts';
import { runOptionsSchema } from './run-options.ts';
import { countsSchema, findingCauseSchema, findingSchema, verdictSchema } from './run-report.ts';
import { momentSchema, nameSchema, numberSchema, textOf, wordOf } from './words.ts';

export const runModeSchema = z.enum(['replicate', 'diff', 'verify']);
export const runStateSchema = z.enum([
  'pending',
  'running',
  'paused',
  'completed',
  'completed-with-refusals',
  'failed',
  'cancelled',
]);

/** Why something is as it is: a stable code, and the sentence in the reader's language. */
export const reasonSchema = z.object({ code: z.string(), text: z.string() });

export const runSchema = z.object({
  id: z.number().int(),
  mode: runModeSchema,
  source: z.string(),
  target: z.string(),
  /** `interrupted`: it says that it is running, and no process carries it out. */
  state: z.enum([...runStateSchema.options, 'interrupted']),
  reason: reasonSchema.optional(),
  verdict: verdictSchema.optional(),
  isDryRun: z.boolean(),
  /** The definition that it is an execution of, where that is still there. */
  replication: z.string().optional(),
  startedBy: z.string().optional(),
  interruptions: z.number().int(),
  createdAt: momentSchema,
  startedAt: momentSchema.optional(),
  finishedAt: momentSchema.optional(),
});
export type Run = z.infer<typeof runSchema>;
export type RunDetail = z.infer<typeof runDetailSchema>;

/** How far a stage is. */
export const advanceSchema = z.object({
  stage: z.string(),
  unit: z.string(),
  done: z.number(),
  expected: z.number().optional(),
  perSecond: z.number().optional(),
});

export const runDetailSchema = runSchema.extend({
  options: z.record(z.string(), z.unknown()),
  stages: z.array(
    z.object({
      name: z.string(),
      startedAt: momentSchema,
      finishedAt: momentSchema.optional(),
      remark: z.string().optional(),
    }),
  ),
  advances: z.array(advanceSchema),
  totals: z.record(z.string(), countsSchema),
  /** How many objects the findings stand for, by cause. */
  findings: z.record(findingCauseSchema, z.number()),
  /** What was not read again: proven by earlier runs, and unchanged since by both instances' own dates; absent where all was read. */
  provenBefore: z
    .object({ objects: z.number(), of: z.number(), oldestAt: momentSchema, oldestBy: z.number().int() })
    .optional(),
  notices: z.array(z.object({ stage: z.string(), text: z.string(), toldAt: momentSchema })),
});

export const runParamsSchema = z.object({ id: numberSchema });

/** Pages go from the newest run to older ones. */
export const runQuerySchema = pageQuerySchema.extend({
  after: numberSchema.optional(),
  /** One, or several with commas between them. */
  state: z
    .string()
    .regex(new RegExp(`^(${runStateSchema.options.join('|')})(,(${runStateSchema.options.join('|')}))*$`))
    .optional(),
  verdict: verdictSchema.optional(),
  mode: runModeSchema.optional(),
  source: wordOf(500).optional(),
  target: wordOf(500).optional(),
  replication: nameSchema.optional(),
});

/** Source and target are names of instances; for administrators also `archive:DIRECTORY`. */
export const runToStartSchema = z.strictObject({
  mode: runModeSchema.default('replicate'),
  source: wordOf(500),
  target: wordOf(500),
  options: runOptionsSchema.default({ dryRun: false }),
});

export const startedSchema = z.object({ run: z.number().int() });

export const transitionSchema = z.object({
  id: z.number().int(),
  from: runStateSchema.optional(),
  to: runStateSchema,
  reason: reasonSchema.optional(),
  by: z.string(),
  at: momentSchema,
});

export const pieceSchema = z.object({
  id: z.number().int(),
  step: z.string(),
  round: z.number().int(),
  key: z.string(),
  state: z.string(),
  attempts: z.number().int(),
  failure: reasonSchema.optional(),
});
export const pieceQuerySchema = pageQuerySchema.extend({
  state: z.enum(['waiting', 'queued', 'running', 'done', 'set-aside']).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

/** What is finished of a run, acknowledged by the target; its key stays out, because it may name a person. */
export const chunkSchema = z.object({
  id: z.number().int(),
  stage: z.string(),
  finishedAt: momentSchema,
  /** More than 1 where a crash or a lost answer made it repeat. */
  timesFinished: z.number().int(),
  findings: z.number().int(),
  /** What became of its objects, by type. */
  counts: z.record(z.string(), countsSchema.omit({ verified: true })),
});
export const chunkQuerySchema = pageQuerySchema.extend({ stage: wordOf(50).optional() });

export const findingQuerySchema = pageQuerySchema.extend({
  cause: findingCauseSchema.optional(),
  type: wordOf(200).optional(),
  code: wordOf(200).optional(),
});
/** A finding of a run, with its number. */
export const numberedFindingSchema = findingSchema.extend({
  id: z.number().int(),
  /** Where the source's Maintenance app edits the object. */
  maintenanceUrl: z.string().optional(),
  /** Whether the server's words held values of a person, which somebody with the right may see (`unmask`). */
  isMasked: z.boolean(),
});
export { findingSchema };

/** In which language a report is, where the browser's own is not meant; whether it is saved. */
export const reportQuerySchema = z.object({
  language: z.enum(['fr', 'en']).optional(),
  download: z.enum(['true', 'false']).optional(),
});

/** Findings alike. */
export const findingGroupSchema = z.object({
  cause: findingCauseSchema,
  type: z.string(),
  code: z.string(),
  objects: z.number(),
  /** One of the messages, in the server's own words. */
  message: z.string(),
  /** What it means and what to do, where that is known. */
  explanation: z.object({ means: z.string(), remedy: z.string() }).optional(),
});

/** One group of findings, as `finding-groups` names it. */
export const findingGroupKeySchema = z.strictObject({
  cause: findingCauseSchema,
  type: wordOf(200),
  code: wordOf(200),
});

/** A run that waits, or waited, for a second person. The digest stands for the plan that was shown. */
export const approvalSchema = z.object({
  run: z.number().int(),
  planDigest: z.string(),
  /** Who started the run; absent where the command line of the server did, or the user is gone. That person cannot decide. */
  requestedBy: z.string().optional(),
  requestedAt: momentSchema,
  decision: z.enum(['approved', 'rejected']).optional(),
  decidedBy: z.string().optional(),
  decidedAt: momentSchema.optional(),
  remark: z.string().optional(),
});

/** A decision holds for the plan that was looked at, which its digest names. */
export const decisionSchema = z.strictObject({
  planDigest: wordOf(100),
  decision: z.enum(['approved', 'rejected']),
  remark: textOf(1_000).optional(),
});

export const replicationRunParamsSchema = z.object({ name: nameSchema });

/** What the stream of a run tells: how far it is, each time that this has changed. */
export const runProgressSchema = z.object({
  run: z.number().int(),
  state: runStateSchema,
  reason: reasonSchema.optional(),
  verdict: verdictSchema.optional(),
  advances: z.array(advanceSchema),
});
