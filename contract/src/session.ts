import { z } from 'zod';
import { momentSchema, numberSchema, roleSchema, scopeSchema, textOf, wordOf } from './words.ts';

export const logInSchema = z.strictObject({ username: wordOf(64), password: wordOf(512) });

export const codeSchema = z.strictObject({ challenge: wordOf(100), code: wordOf(40) });

/** What somebody may do on an instance, beside seeing it. */
export const rightSchema = z.object({
  instance: z.string(),
  mayWrite: z.boolean(),
  mayUnmask: z.boolean(),
});

/** Who asks, and what they may do. */
export const accountSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  role: roleSchema,
  email: z.string().optional(),
  usesOpenId: z.boolean(),
  hasSecondFactor: z.boolean(),
  rights: z.array(rightSchema),
  /** Of the personal token that asks; absent in a session. */
  scopes: z.array(scopeSchema).optional(),
});
export type Account = z.infer<typeof accountSchema>;

/**
 * Somebody is in, or the code of their telephone is wanted. `csrfToken` goes back in the header `X-CSRF-Token` of every request that changes
 * something; it is in the cookie `relais_csrf`, too.
 */
export const logInAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('logged-in'), username: z.string(), csrfToken: z.string(), endsAt: momentSchema }),
  z.object({ kind: z.literal('second-factor'), challenge: z.string(), endsAt: momentSchema }),
]);
export type LogInAnswer = z.infer<typeof logInAnswerSchema>;

/** What the page that nobody has logged in to yet needs to know. */
export const setupStateSchema = z.object({
  /** Whether the first administrator is still to be made. */
  isNeeded: z.boolean(),
  /** Whether people may log in at an OpenID Connect provider. */
  hasOpenId: z.boolean(),
});

/** The first administrator, by the link that `relais serve` prints. */
export const setupSchema = z.strictObject({
  token: wordOf(100),
  username: wordOf(64),
  password: wordOf(512),
  email: textOf(200).optional(),
});

/** A link for a new password. */
export const invitationSchema = z.strictObject({ token: wordOf(100), password: wordOf(512) });
export const welcomedSchema = z.object({ username: z.string() });

export const passwordChangeSchema = z.strictObject({ present: wordOf(512), next: wordOf(512) });

export const secondFactorOfferSchema = z.object({ secret: z.string(), uri: z.string() });
export const secondFactorCodeSchema = z.strictObject({ code: wordOf(40) });
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
export const secondFactorRemovalSchema = z.strictObject({ password: wordOf(512), code: wordOf(40) });

/** A session of the user, as they recognise it. */
export const openSessionSchema = z.object({
  id: z.number().int(),
  address: z.string().optional(),
  userAgent: z.string().optional(),
  createdAt: momentSchema,
  lastUsedAt: momentSchema,
  endsAt: momentSchema,
  isThisOne: z.boolean(),
});
export const sessionParamsSchema = z.object({ id: numberSchema });
