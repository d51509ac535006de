import { z } from 'zod';
import { momentSchema, roleSchema } from './words.ts';

/** A worker that carries out runs. */
export const workerSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  isLive: z.boolean(),
  startedAt: momentSchema,
  seenAt: momentSchema,
  stoppedAt: momentSchema.optional(),
});

/** How secrets are kept. Keys older than the current one only decrypt; `relais vault rotate` encrypts anew. */
export const vaultFactsSchema = z.object({
  keys: z.number().int(),
  sealed: z.number().int(),
  sealedByOlderKeys: z.number().int(),
});

/** How people log in at a provider of OpenID Connect, as the environment of the service says it. */
export const singleSignOnSchema = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** Where the provider sends people back to; it has to be allowed there. */
  redirectAddress: z.string(),
  /** What people are here by what they are there; absent where only those who are users here get in. */
  roles: z
    .object({
      claim: z.string(),
      values: z.array(z.object({ value: z.string(), role: roleSchema })),
      /** Whether somebody who is unknown here becomes a user. */
      createsUsers: z.boolean(),
    })
    .optional(),
});

/** The state of the service itself. */
export const systemSchema = z.object({
  version: z.string(),
  runtime: z.string(),
  /** Of the process that answers. */
  startedAt: momentSchema,
  now: momentSchema,
  database: z.object({ version: z.string(), sizeBytes: z.number(), migration: z.string().optional() }),
  workers: z.array(workerSchema),
  /** Parts of runs that go on, by what is to be done with them. */
  queue: z.array(z.object({ state: z.enum(['waiting', 'queued', 'running', 'set-aside']), pieces: z.number() })),
  /** For administrators only. */
  vault: vaultFactsSchema.optional(),
  /** For administrators only, and absent where nothing is set up. */
  singleSignOn: singleSignOnSchema.optional(),
});

/** What a failure of Relais means, and what to do. */
export const errorCodeSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  status: z.number().int(),
  isRetryable: z.boolean(),
});

/** What a finding's code means, and what to do; the same code of DHIS2 may mean other things in other areas. */
export const findingCodeSchema = z.object({
  area: z.enum(['metadata', 'tracker', 'dataValues', 'dataDetails', 'files', 'stores', 'reasons']),
  code: z.string(),
  means: z.string(),
  remedy: z.string(),
});
export const codesSchema = z.object({ errors: z.array(errorCodeSchema), findings: z.array(findingCodeSchema) });
