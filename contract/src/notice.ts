import { z } from 'zod';
import { momentSchema, nameSchema, textOf, wordOf } from './words.ts';

const addressSchema = wordOf(500);
const name = nameSchema;

const emailSettingsSchema = z.strictObject({
  host: wordOf(255),
  port: z.number().int().min(1).max(65_535).default(587),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  username: wordOf(255).optional(),
  from: wordOf(255),
  allowSelfSigned: z.boolean().default(false),
});

const smsSettingsSchema = z.strictObject({
  url: addressSchema,
  method: z.enum(['POST', 'GET']).default('POST'),
  body: z.enum(['form', 'json']).default('form'),
  /** `{recipient}`, `{text}`, `{id}` and `{secret}` are filled in. */
  parameters: z.record(wordOf(100), textOf(500)),
  headers: z.record(wordOf(100), textOf(500)).default({}),
  acceptedAnswer: wordOf(200).optional(),
  maxCharacters: z.number().int().min(20).max(1_600).default(306),
});

export const channelKindSchema = z.enum(['email', 'slack', 'webhook', 'sms', 'dhis2']);

/** What reaches people; its secret is written, and never read back. The one that is kept stays where none is given. */
const secret = wordOf(2_000).optional();
export const channelToSetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('email'), settings: emailSettingsSchema, secret }),
  z.strictObject({ kind: z.literal('slack'), settings: z.strictObject({}).default({}), secret }),
  z.strictObject({ kind: z.literal('webhook'), settings: z.strictObject({ url: addressSchema }), secret }),
  z.strictObject({ kind: z.literal('sms'), settings: smsSettingsSchema, secret }),
  z.strictObject({ kind: z.literal('dhis2'), settings: z.strictObject({ instance: nameSchema }), secret }),
]);
export type ChannelToSet = z.infer<typeof channelToSetSchema>;

export const channelSchema = z.object({
  name: z.string(),
  kind: channelKindSchema,
  settings: z.record(z.string(), z.unknown()),
  hasSecret: z.boolean(),
});
export type Channel = z.infer<typeof channelSchema>;

/** In the channel's own terms: an e-mail address, a telephone number, `user:UID` …; empty where it needs none. */
const recipientSchema = textOf(500);
const languageSchema = z.enum(['fr', 'en']);
export const severitySchema = z.enum(['info', 'warning', 'critical']);

export const channelTestSchema = z.strictObject({
  recipient: recipientSchema.default(''),
  language: languageSchema.optional(),
});
/** What the other side answered. */
export const channelTestedSchema = z.object({ answer: z.string() });

const timeOfDaySchema = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/);

const ruleWords = {
  channel: name,
  recipient: recipientSchema.default(''),
  language: languageSchema.default('fr'),
  /** All when absent. */
  events: z.array(wordOf(100)).min(1).max(100).optional(),
  severity: severitySchema.default('warning'),
  /** Names of replications; all, and what concerns none, when absent. */
  replications: z.array(nameSchema).min(1).max(500).optional(),
  timeZone: wordOf(100).default('UTC'),
  quietHours: z
    .strictObject({ from: timeOfDaySchema, until: timeOfDaySchema, forCritical: z.boolean().default(false) })
    .optional(),
  /** Gathered into one message. */
  digest: z.union([z.literal('hourly'), z.strictObject({ dailyAt: timeOfDaySchema })]).optional(),
  repeatAfterMinutes: z.number().int().min(0).max(10_080).default(60),
  enabled: z.boolean().default(true),
};

/** Who is told of what, how and when. */
export const noticeRuleToSetSchema = z.strictObject(ruleWords);
export type NoticeRuleToSet = z.infer<typeof noticeRuleToSetSchema>;
export const noticeRuleSchema = z.object({ name: z.string(), ...ruleWords });
export type NoticeRule = z.infer<typeof noticeRuleSchema>;

/** Channels and rules by their names, as a file describes them: all are set, or none. */
export const noticesToSetSchema = z.strictObject({
  channels: z.record(nameSchema, channelToSetSchema).default({}),
  rules: z.record(nameSchema, noticeRuleToSetSchema).default({}),
});
export const noticesSetSchema = z.object({ channels: z.array(channelSchema), rules: z.array(noticeRuleSchema) });

export const noticeParamsSchema = z.object({ name: nameSchema });

/** Everything that people can be told of. */
export const noticeEventSchema = z.object({ name: z.string(), severity: severitySchema, subject: z.string() });

export const deliveryStateSchema = z.enum(['waiting', 'sent', 'failed', 'repeated', 'merged']);
export const deliveryQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Deliveries older than this one. */
  after: z.coerce.number().int().min(1).max(9_007_199_254_740_991).optional(),
  state: deliveryStateSchema.optional(),
});

/** A line of the log of deliveries, with the last try to send. */
export const deliverySchema = z.object({
  id: z.number().int(),
  rule: z.string(),
  channel: z.string(),
  recipient: z.string(),
  event: z.string(),
  topic: z.string(),
  state: deliveryStateSchema,
  attempts: z.number().int(),
  dueAt: momentSchema,
  finishedAt: momentSchema.optional(),
  code: z.string().optional(),
  answer: z.string().optional(),
});
