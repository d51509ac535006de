import { z } from 'zod';
import { mappingSchema } from './run-options.ts';
import { nameSchema, wordOf } from './words.ts';

/** A metadata type that an instance lists. */
export const browsedTypeSchema = z.object({ type: z.string(), singular: z.string(), isShareable: z.boolean() });

export const browseQuerySchema = z.object({
  /** Metadata type: `programs`, `dataSets`, `organisationUnits` … */
  type: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,99}$/),
  search: wordOf(200).optional(),
  /** Of org units: the children of this one; `root` for those at the top. */
  parent: z
    .string()
    .regex(/^(root|[A-Za-z][A-Za-z0-9]{10})$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const browsedObjectSchema = z.object({
  uid: z.string(),
  name: z.string(),
  code: z.string().optional(),
  level: z.number().optional(),
  path: z.string().optional(),
  hasChildren: z.boolean().optional(),
});
export const browsedPageSchema = z.object({ items: z.array(browsedObjectSchema), total: z.number().int() });

/** Between two registered instances. */
const pair = { source: nameSchema, target: nameSchema };

export const mappingToCheckSchema = z.strictObject({ ...pair, mapping: mappingSchema });
export const mappingProblemSchema = z.object({
  kind: z.enum(['unmapped', 'doubled', 'ambiguous', 'unknown']),
  type: z.string(),
  uid: z.string().optional(),
  name: z.string(),
  detail: z.string(),
});
/** Who stands for whom, in numbers; of the problems the first thousand by name. */
export const mappingCheckSchema = z.object({
  types: z.array(
    z.object({
      type: z.string(),
      mapped: z.number(),
      unmapped: z.number(),
      doubled: z.number(),
      ambiguous: z.number(),
      unknown: z.number(),
    }),
  ),
  problems: z.array(mappingProblemSchema),
  problemCount: z.number().int(),
});

export const proposalsToMakeSchema = z.strictObject({ ...pair, types: z.array(wordOf(100)).min(1).max(20) });
/** What a rule would find, so that somebody can choose. */
export const mappingProposalSchema = z.object({
  type: z.string(),
  by: z.enum(['uid', 'code', 'name', 'attribute']),
  attribute: z.string().optional(),
  attributeName: z.string().optional(),
  objects: z.number(),
  targetObjects: z.number(),
  /** Objects of the source with exactly one counterpart. */
  matched: z.number(),
  /** With several objects on either side that have the key. */
  ambiguous: z.number(),
  /** Without the key, or without a counterpart. */
  unmatched: z.number(),
  /** The one that finds most; `uid` where nothing needs to be mapped. */
  isBest: z.boolean(),
});
