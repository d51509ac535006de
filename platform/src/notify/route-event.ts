import { severities } from '../model/notice-event.ts';
import type { NoticeRule } from '../model/notice-rule.ts';
import type { KeptEvent } from '../store/notice-event.ts';
import { minuteOfDay, nextAt, nextFullHour } from './local-time.ts';

/** Whether a rule tells of an event. */
export function isToldBy(rule: NoticeRule, event: Pick<KeptEvent, 'name' | 'severity' | 'replication'>): boolean {
  if (!rule.isEnabled) return false;
  if (severities.indexOf(event.severity) < severities.indexOf(rule.leastSeverity)) return false;
  if (rule.events !== undefined && !rule.events.includes(event.name)) return false;
  if (rule.replications === undefined) return true;
  return event.replication !== undefined && rule.replications.includes(event.replication);
}

/** When a rule tells of an event that came at `now`: at once, at its next digest, or when its quiet hours are over. */
export function dueAt(rule: NoticeRule, event: Pick<KeptEvent, 'severity'>, now: Date): Date {
  const isUrgent = event.severity === 'critical';
  const gathered = isUrgent ? now : atDigest(rule, now);
  return isQuiet(rule, gathered, isUrgent) ? endOfQuiet(rule, gathered) : gathered;
}

function atDigest({ digest, timeZone }: NoticeRule, now: Date): Date {
  if (digest === undefined) return now;
  return digest.kind === 'hourly' ? nextFullHour(now) : nextAt(now, digest.at, timeZone);
}

/** Whether nobody is to be disturbed at a moment. */
export function isQuiet(rule: NoticeRule, at: Date, isUrgent: boolean): boolean {
  const { quietHours, timeZone } = rule;
  if (quietHours === undefined || (isUrgent && !quietHours.forCritical)) return false;
  const { from, until } = quietHours;
  const minute = minuteOfDay(at, timeZone);
  return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
}

function endOfQuiet({ quietHours, timeZone }: NoticeRule, at: Date): Date {
  return quietHours === undefined ? at : nextAt(at, quietHours.until, timeZone);
}

/** Whether a rule has told the same of the same topic last, a short time ago. */
export function isRepeated(
  rule: NoticeRule,
  event: Pick<KeptEvent, 'sameness' | 'happenedAt'>,
  last: { readonly sameness: string; readonly happenedAt: Date } | undefined,
): boolean {
  if (last === undefined || last.sameness !== event.sameness) return false;
  return event.happenedAt.getTime() - last.happenedAt.getTime() < rule.repeatAfterMinutes * 60_000;
}
