import type { ColumnType, Generated } from 'kysely';
import type { Language } from '../model/language.ts';
import type { Severity } from '../model/notice-event.ts';

type Filled<T> = ColumnType<T, never, never>;
type Fixed<T> = ColumnType<T, T, never>;
/** JSON kept as text inside; parsed by zod where it is read. */
type JsonColumn = ColumnType<unknown, string, string>;

/** What happened, who is told of it and how, and what became of each message (`0009-notice.sql`). */
export interface NoticeTables {
  notice_channel: NoticeChannelTable;
  notice_rule: NoticeRuleTable;
  notice_event: NoticeEventTable;
  notice_delivery: NoticeDeliveryTable;
  notice_attempt: NoticeAttemptTable;
}

export const channelKinds = ['email', 'slack', 'webhook', 'sms', 'dhis2'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface NoticeChannelTable {
  id: Filled<number>;
  name: string;
  kind: ChannelKind;
  settings: JsonColumn;
  /** Ciphertext; only the vault reads it. */
  secret: string | null;
  created_at: Filled<Date>;
}

export const digestKinds = ['hourly', 'daily'] as const;
export type DigestKind = (typeof digestKinds)[number];

export interface NoticeRuleTable {
  id: Filled<number>;
  name: string;
  is_enabled: boolean;
  channel_id: number;
  recipient: string;
  language: Language;
  events: string[] | null;
  least_severity: Severity;
  replications: string[] | null;
  time_zone: string;
  quiet_from: number | null;
  quiet_until: number | null;
  quiet_for_critical: boolean;
  digest: DigestKind | null;
  digest_at: number;
  repeat_after_minutes: number;
}

export interface NoticeEventTable {
  id: Filled<number>;
  name: Fixed<string>;
  severity: Fixed<Severity>;
  args: JsonColumn;
  replication: Fixed<string | null>;
  run_id: Fixed<number | null>;
  topic: Fixed<string>;
  sameness: Fixed<string>;
  happened_at: Fixed<Date>;
  routed_at: Date | null;
}

export const deliveryStates = ['waiting', 'sent', 'failed', 'repeated', 'merged'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface NoticeDeliveryTable {
  id: Filled<number>;
  rule_id: Fixed<number>;
  event_id: Fixed<number>;
  state: DeliveryState;
  due_at: Date;
  attempts: Generated<number>;
  taken_until: Date | null;
  merged_into: number | null;
  finished_at: Date | null;
  created_at: Fixed<Date>;
}

export interface NoticeAttemptTable {
  id: Filled<number>;
  delivery_id: Fixed<number>;
  tried_at: Fixed<Date>;
  is_sent: Fixed<boolean>;
  code: Fixed<string | null>;
  answer: Fixed<string | null>;
}
