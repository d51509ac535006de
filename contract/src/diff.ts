import { z } from 'zod';
import { countsSchema } from './run-report.ts';
import { momentSchema, numberSchema, wordOf } from './words.ts';

export const plannedActionSchema = z.enum(['create', 'update', 'unchanged', 'skipped', 'refused', 'impossible']);

/** What becomes of what only the target has. */
export const deletionPolicySchema = z.enum(['report', 'propagate', 'leave']);

/** What a run would change, type by type. */
export const diffSchema = z.object({
  run: z.number().int(),
  types: z.array(
    z.object({
      type: z.string(),
      create: z.number(),
      update: z.number(),
      unchanged: z.number(),
      skipped: z.number(),
      refused: z.number(),
      impossible: z.number(),
      onlyOnTarget: z.number(),
      policy: deletionPolicySchema,
    }),
  ),
  /** What is no metadata: data values, tracker data and the rest, as far as the run has read them. */
  data: z.record(z.string(), countsSchema),
});

/** Pages begin behind so many objects, in an order that does not change: a list may be entered anywhere. */
export const diffQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.coerce.number().int().min(0).max(10_000_000).default(0),
  type: wordOf(100).optional(),
  /** A part of the name, or the UID. */
  search: wordOf(200).optional(),
});
export const diffObjectQuerySchema = diffQuerySchema.extend({ action: plannedActionSchema.optional() });

export const diffObjectSchema = z.object({
  type: z.string(),
  uid: z.string(),
  name: z.string().optional(),
  action: plannedActionSchema,
});
export const onlyOnTargetSchema = z.object({
  type: z.string(),
  uid: z.string(),
  name: z.string().optional(),
  policy: deletionPolicySchema,
});

/** A page with the number of all that the filters leave. */
export function countedPageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.number().int(), next: z.number().int().optional() });
}

/** UIDs are eleven letters and digits; type names are DHIS2's own. */
export const objectParamsSchema = z.object({
  id: numberSchema,
  type: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,99}$/),
  uid: z.string().regex(/^[A-Za-z][A-Za-z0-9]{10}$/),
});

/** A property that differs; lists tell what they have more and less, so many at most, and how much that is in all. */
export const propertyDifferenceSchema = z.object({
  name: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  source: z.unknown().optional(),
  target: z.unknown().optional(),
  items: z
    .object({
      added: z.array(z.unknown()),
      removed: z.array(z.unknown()),
      addedCount: z.number().int(),
      removedCount: z.number().int(),
      /** In another order, and nothing else. */
      isReordered: z.boolean(),
    })
    .optional(),
});

/** One object side by side: the source as it would arrive, and the target as it is. */
export const objectDiffSchema = z.object({
  type: z.string(),
  uid: z.string(),
  name: z.string().optional(),
  action: plannedActionSchema.optional(),
  isOnSource: z.boolean(),
  isOnTarget: z.boolean(),
  properties: z.array(propertyDifferenceSchema),
  equalProperties: z.number().int(),
  /** The names of the objects that the values above name by their UIDs. */
  references: z.record(z.string(), z.object({ type: z.string(), name: z.string() })),
  /** Both sides were asked then; what the plan saw may have been otherwise. */
  readAt: momentSchema,
});

/** What DHIS2 deletes together with an object: what the object itself consists of. */
export const deletionDetailSchema = z.object({
  type: z.string(),
  uid: z.string(),
  name: z.string().optional(),
  parts: z.array(
    z.object({
      property: z.string(),
      count: z.number().int(),
      /** The first of them. */
      items: z.array(z.object({ uid: z.string().optional(), name: z.string().optional() })),
    }),
  ),
  readAt: momentSchema,
});
