import { z } from 'zod';
import { languages } from '../model/language.ts';
import { type NoticeEventName, noticeEventNames, severities } from '../model/notice-event.ts';
import type { NoticeRule } from '../model/notice-rule.ts';
import type { ChannelKind } from '../store/notice-tables.ts';
import { settingsSchemas } from './channels/settings.ts';
import { isTimeZone } from './local-time.ts';

/** `22:00`, as minutes after midnight inside. */
const timeOfDaySchema = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time of the day, for example 22:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, dots, hyphens, underscores');

const { email, slack, webhook, sms, dhis2 } = settingsSchemas;
const name = nameSchema;

const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ name, kind: z.literal('email'), settings: email }),
  z.strictObject({ name, kind: z.literal('slack'), settings: slack.prefault({}) }),
  z.strictObject({ name, kind: z.literal('webhook'), settings: webhook }),
  z.strictObject({ name, kind: z.literal('sms'), settings: sms }),
  z.strictObject({ name, kind: z.literal('dhis2'), settings: dhis2 }),
]);

const eventNameSchema = z.string().transform((text, context): NoticeEventName => {
  const found = noticeEventNames.find((known) => known === text);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: `no event is called ${text}` });
  return z.NEVER;
});

const ruleSchema = z
  .strictObject({
    name,
    enabled: z.boolean().default(true),
    channel: nameSchema,
    recipient: z.string().max(500).default(''),
    language: z.enum(languages).default('fr'),
    events: z.array(eventNameSchema).min(1).optional(),
    severity: z.enum(severities).default('warning'),
    replications: z.array(z.string().min(1)).min(1).optional(),
    timeZone: z.string().refine(isTimeZone, 'no such time zone; for example Africa/Kinshasa').default('UTC'),
    quietHours: z
      .strictObject({ from: timeOfDaySchema, until: timeOfDaySchema, forCritical: z.boolean().default(false) })
      .refine(({ from, until }) => from !== until, 'quiet hours that never end')
      .optional(),
    digest: z.union([z.literal('hourly'), z.strictObject({ dailyAt: timeOfDaySchema })]).optional(),
    repeatAfterMinutes: z.int().min(0).max(10_080).default(60),
  })
  .transform(({ enabled, severity, digest, ...rule }): NoticeRule => {
    const gathered =
      digest === undefined || digest === 'hourly' ? digest : ({ kind: 'daily', at: digest.dailyAt } as const);
    return {
      ...rule,
      isEnabled: enabled,
      leastSeverity: severity,
      digest: gathered === 'hourly' ? { kind: gathered } : gathered,
    };
  });

const fileSchema = z.strictObject({
  channels: z.array(channelSchema).default([]),
  rules: z.array(ruleSchema).default([]),
});

/** Channels and rules as people write them into a file; secrets are not among them. */
export interface NoticeFile {
  readonly channels: readonly { readonly name: string; readonly kind: ChannelKind; readonly settings: unknown }[];
  readonly rules: readonly NoticeRule[];
}

/** Reads what a file says. Gives the reason where it says nothing that can be understood. */
export function parseNoticeFile(text: string): NoticeFile | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  return parseNotices(json);
}

/** The same of what was read already. */
export function parseNotices(json: unknown): NoticeFile | { readonly reason: string } {
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  return { reason: z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ') };
}
