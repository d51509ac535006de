import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ChannelKind } from '../../store/notice-tables.ts';

const httpUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  // Refinements are asked of what is no address, too.
  const parsed = URL.parse(url);
  return parsed === null || (parsed.username === '' && parsed.password === '');
}, 'credentials belong into the secret');

/** Where mail is handed over. The secret is the password, where there is a user name. */
export const emailSettingsSchema = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls` is insisted upon; `none` is for a mail server on this very machine. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: z.string().min(1).optional(),
  from: z.string().min(3),
  allowSelfSigned: z.boolean().default(false),
});

/** The secret is the whole address of an incoming webhook: who has it can post. */
export const slackSettingsSchema = z.strictObject({});

/** The secret signs: `whsec_` and base64, or any text of 24 characters or more. */
export const webhookSettingsSchema = z.strictObject({ url: httpUrl });

/**
 * A gateway that takes an SMS by HTTP. In parameters and headers `{recipient}`, `{text}`, `{id}` and `{secret}` are filled in.
 */
export const smsSettingsSchema = z.strictObject({
  url: httpUrl,
  method: z.enum(['POST', 'GET']).default('POST'),
  /** Where the parameters go; a GET has them in its address. */
  body: z.enum(['form', 'json']).default('form'),
  parameters: z.record(z.string(), z.string()),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string()).default({}),
  /** Gateways that say 200 to everything: what a good answer contains. */
  acceptedAnswer: z.string().min(1).optional(),
  maxCharacters: z.int().min(20).max(1_600).default(306),
});

/** Messages of a registered instance, sent by the account that Relais has there. */
export const dhis2SettingsSchema = z.strictObject({ instance: z.string().min(1) });

export const settingsSchemas = {
  email: emailSettingsSchema,
  slack: slackSettingsSchema,
  webhook: webhookSettingsSchema,
  sms: smsSettingsSchema,
  dhis2: dhis2SettingsSchema,
} as const satisfies Record<ChannelKind, z.ZodType>;

/** @throws PlatformError NOTICE_CHANNEL_INVALID. */
export function parseSettings<T>(schema: z.ZodType<T>, channel: string, settings: unknown): T {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const reason = parsed.error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
  throw new PlatformError('NOTICE_CHANNEL_INVALID', { args: { channel, reason } });
}

/** Whether a channel has a secret. */
export function needsSecret(kind: ChannelKind, settings: unknown): boolean {
  if (kind === 'dhis2') return false;
  if (kind === 'email') return emailSettingsSchema.safeParse(settings).data?.username !== undefined;
  return kind !== 'sms' || JSON.stringify(settings).includes('{secret}');
}
