import { z } from 'zod';
import { momentSchema, nameSchema, wordOf } from './words.ts';

/** What opens an instance; it is written, and never read back. */
export const credentialsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('basic'), username: wordOf(255), password: wordOf(512) }),
  z.strictObject({ kind: z.literal('token'), token: wordOf(512) }),
]);

export const instanceSchema = z.object({
  name: z.string(),
  url: z.string(),
  /** Of the account that Relais uses there; absent where it has a token. */
  username: z.string().optional(),
  secretKind: z.enum(['password', 'token']),
  allowSelfSigned: z.boolean(),
  /** Runs that write or delete here wait for a second person. */
  needsApproval: z.boolean(),
});
export type Instance = z.infer<typeof instanceSchema>;

export const instanceToAddSchema = z.strictObject({
  name: nameSchema,
  url: wordOf(500),
  credentials: credentialsSchema,
  allowSelfSigned: z.boolean().default(false),
  needsApproval: z.boolean().default(false),
});

/** Another address needs the secret again: it holds for the present one only. */
export const instanceChangeSchema = z.strictObject({
  url: wordOf(500).optional(),
  credentials: credentialsSchema.optional(),
  allowSelfSigned: z.boolean().optional(),
  needsApproval: z.boolean().optional(),
});

/** An address that is looked at before it is registered, or before an instance is changed. */
export const instanceToTestSchema = instanceToAddSchema.pick({ url: true, allowSelfSigned: true }).extend({
  /** May be absent where `instance` is at this address: what it is opened by now is taken. */
  credentials: credentialsSchema.optional(),
  /** The registered instance that is to be changed. */
  instance: nameSchema.optional(),
});

export const instanceParamsSchema = z.object({ name: nameSchema });

/** What all runs and workers together may ask of an instance; no bound on the rate where it is absent. */
export const instanceLimitSchema = z.strictObject({
  /** Requests under way at a time. */
  connections: z.number().int().min(1).max(1_000),
  requestsPerMinute: z.number().int().min(1).max(1_000_000).optional(),
});

/** What an instance said of itself, and the account that Relais has there. */
export const instanceFactsSchema = z.object({
  name: z.string(),
  address: z.string(),
  release: z.string(),
  /** The line of releases that it belongs to, such as `2.42`: what Relais can carry hangs on it. */
  edition: z.string(),
  systemId: z.string().optional(),
  systemName: z.string().optional(),
  clockOffsetMs: z.number(),
  certificate: z.object({ endsAt: momentSchema, issuer: z.string() }).optional(),
  account: z.object({
    username: z.string(),
    /** Without the authority ALL it does not see everything. */
    hasAllAuthorities: z.boolean(),
    organisationUnits: z.number().int(),
    /** Of the first 20 of them. */
    organisationUnitNames: z.array(z.string()),
  }),
  /** Metadata types that the instance knows. */
  types: z.number().int(),
  /** What its release can do and cannot, as far as it matters to a copy. */
  capabilities: z.array(z.object({ name: z.string(), isThere: z.boolean(), text: z.string() })),
  /** What it lacks as a source, as a target or as either; the same codes as where a run is refused for it. */
  missing: z.array(
    z.object({ code: z.string(), side: z.enum(['source', 'target', 'both']), text: z.string(), hint: z.string() }),
  ),
});
