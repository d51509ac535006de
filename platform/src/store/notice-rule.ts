import type { Insertable, Selectable } from 'kysely';
import { isNoticeEventName } from '../model/notice-event.ts';
import type { NoticeRule } from '../model/notice-rule.ts';
import type { Database } from './database.ts';
import type { NoticeRuleTable } from './notice-tables.ts';

export interface RegisteredRule extends NoticeRule {
  readonly id: number;
}

/** Registers a rule for a channel, or replaces what was registered under its name. */
export async function saveRule(database: Database, channelId: number, rule: NoticeRule): Promise<number> {
  const row = toRow(channelId, rule);
  const saved = await database
    .insertInto('notice_rule')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  return saved.id;
}

export async function listRules(database: Database): Promise<readonly RegisteredRule[]> {
  const rows = await database
    .selectFrom('notice_rule')
    .innerJoin('notice_channel', 'notice_channel.id', 'notice_rule.channel_id')
    .selectAll('notice_rule')
    .select('notice_channel.name as channel')
    .orderBy('notice_rule.name')
    .execute();
  return rows.map(toRule);
}

/** Forgets a rule and its log. False when there is none of that name. */
export async function removeRule(database: Database, name: string): Promise<boolean> {
  const result = await database.deleteFrom('notice_rule').where('name', '=', name).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toRow(channelId: number, rule: NoticeRule): Insertable<NoticeRuleTable> {
  const { digest, quietHours } = rule;
  return {
    name: rule.name,
    is_enabled: rule.isEnabled,
    channel_id: channelId,
    recipient: rule.recipient,
    language: rule.language,
    events: rule.events === undefined ? null : [...rule.events],
    least_severity: rule.leastSeverity,
    replications: rule.replications === undefined ? null : [...rule.replications],
    time_zone: rule.timeZone,
    quiet_from: quietHours?.from ?? null,
    quiet_until: quietHours?.until ?? null,
    quiet_for_critical: quietHours?.forCritical ?? false,
    digest: digest?.kind ?? null,
    digest_at: digest?.kind === 'daily' ? digest.at : 0,
    repeat_after_minutes: rule.repeatAfterMinutes,
  };
}

export function toRule(row: Selectable<NoticeRuleTable> & { readonly channel: string }): RegisteredRule {
  const { quiet_from: from, quiet_until: until } = row;
  return {
    id: row.id,
    name: row.name,
    isEnabled: row.is_enabled,
    channel: row.channel,
    recipient: row.recipient,
    language: row.language,
    events: row.events?.filter(isNoticeEventName),
    leastSeverity: row.least_severity,
    replications: row.replications ?? undefined,
    timeZone: row.time_zone,
    quietHours: from === null || until === null ? undefined : { from, until, forCritical: row.quiet_for_critical },
    digest: digestOf(row),
    repeatAfterMinutes: row.repeat_after_minutes,
  };
}

function digestOf({ digest, digest_at }: Selectable<NoticeRuleTable>): NoticeRule['digest'] {
  if (digest === 'daily') return { kind: digest, at: digest_at };
  return digest === 'hourly' ? { kind: digest } : undefined;
}
