import { noticeRuleToSetSchema } from '@relais/contract/notice.ts';
import type { NoticeRule, NoticeRuleToSet } from '../../../api/notices.ts';

/** What stands in the fields of a rule. */
export interface RuleDraft {
  readonly channel: string;
  readonly recipient: string;
  readonly language: 'fr' | 'en';
  readonly severity: NoticeRule['severity'];
  /** All where none is chosen. */
  readonly events: readonly string[];
  readonly replications: readonly string[];
  readonly timeZone: string;
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly quietForCritical: boolean;
  readonly digest: 'none' | 'hourly' | 'daily';
  readonly digestAt: string;
  readonly repeatAfterMinutes: string;
  readonly isEnabled: boolean;
}

export function emptyRule(channel: string, language: 'fr' | 'en', timeZone: string): RuleDraft {
  return {
    ...{ channel, language, timeZone, recipient: '', severity: 'warning', events: [], replications: [] },
    ...{ quietFrom: '', quietUntil: '', quietForCritical: false },
    ...{ digest: 'none', digestAt: '07:30', repeatAfterMinutes: '60', isEnabled: true },
  };
}

export function ruleDraftOf(rule: NoticeRule): RuleDraft {
  const { channel, recipient, language, severity, timeZone, quietHours, digest } = rule;
  return {
    ...{ channel, recipient, language, severity, timeZone },
    events: rule.events ?? [],
    replications: rule.replications ?? [],
    quietFrom: quietHours?.from ?? '',
    quietUntil: quietHours?.until ?? '',
    quietForCritical: quietHours?.forCritical ?? false,
    digest: digest === undefined ? 'none' : digest === 'hourly' ? 'hourly' : 'daily',
    digestAt: typeof digest === 'object' ? digest.dailyAt : '07:30',
    repeatAfterMinutes: String(rule.repeatAfterMinutes),
    isEnabled: rule.enabled,
  };
}

/** What is to be sent; undefined while something is missing or cannot be meant. */
export function ruleOf(draft: RuleDraft): NoticeRuleToSet | undefined {
  const { channel, recipient, language, severity, events, replications, timeZone, digest, digestAt } = draft;
  const hasQuiet = draft.quietFrom !== '' && draft.quietUntil !== '';
  const quietHours = { from: draft.quietFrom, until: draft.quietUntil, forCritical: draft.quietForCritical };
  return noticeRuleToSetSchema.safeParse({
    ...{ channel, language, severity, timeZone, recipient: recipient.trim(), enabled: draft.isEnabled },
    ...(events.length > 0 && { events }),
    ...(replications.length > 0 && { replications }),
    ...(hasQuiet && { quietHours }),
    ...(digest !== 'none' && { digest: digest === 'hourly' ? 'hourly' : { dailyAt: digestAt } }),
    repeatAfterMinutes: /^\d+$/.test(draft.repeatAfterMinutes.trim()) ? Number(draft.repeatAfterMinutes) : undefined,
  }).data;
}
