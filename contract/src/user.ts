import { z } from 'zod';
import { rightSchema } from './session.ts';
import { momentSchema, nameSchema, numberSchema, roleSchema, scopeSchema, textOf, wordOf } from './words.ts';

/** Somebody who may use Relais. */
export const userSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  role: roleSchema,
  email: z.string().optional(),
  usesOpenId: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  isDisabled: z.boolean(),
  lastLoginAt: momentSchema.optional(),
  createdAt: momentSchema,
  rights: z.array(rightSchema),
});

const rightsToGiveSchema = z
  .array(
    z.strictObject({
      instance: nameSchema,
      mayWrite: z.boolean().default(false),
      mayUnmask: z.boolean().default(false),
    }),
  )
  .max(1_000);

/** Without a password they choose one by the link that the answer holds. */
export const userToAddSchema = z.strictObject({
  username: wordOf(64),
  role: roleSchema,
  email: textOf(200).optional(),
  password: wordOf(512).optional(),
  usesOpenId: z.boolean().default(false),
  rights: rightsToGiveSchema.default([]),
});

/** Rights replace all that the user has. */
export const userChangeSchema = z.strictObject({
  role: roleSchema.optional(),
  email: textOf(200).optional(),
  rights: rightsToGiveSchema.optional(),
});

export const userParamsSchema = z.object({ id: numberSchema });

/** The secret part of a link that is good once: `/invitation#TOKEN`. Shown this once. */
export const oneTimeLinkSchema = z.object({ token: z.string(), endsAt: momentSchema });
export const userAddedSchema = z.object({ user: userSchema, link: oneTimeLinkSchema.optional() });
export const resetSchema = z.strictObject({ secondFactorToo: z.boolean().default(false) });
/** Empty for whoever logs in by OpenID Connect: their password is elsewhere. */
export const userResetSchema = oneTimeLinkSchema.partial();
export const passwordToGiveSchema = z.strictObject({
  password: wordOf(512),
  /** The telephone is lost, too. */
  secondFactorToo: z.boolean().default(false),
});

/** A personal token; known by its first characters. */
export const tokenSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  name: z.string(),
  beginning: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: momentSchema,
  endsAt: momentSchema,
  lastUsedAt: momentSchema.optional(),
  revokedAt: momentSchema.optional(),
});

export const tokenToCreateSchema = z.strictObject({
  name: wordOf(100),
  scopes: z.array(scopeSchema).min(1).max(4),
  days: z.number().int().min(1).max(366),
});
/** The token itself is shown this once. */
export const tokenCreatedSchema = z.object({ token: z.string(), kept: tokenSchema });
export const tokenParamsSchema = z.object({ id: numberSchema });
