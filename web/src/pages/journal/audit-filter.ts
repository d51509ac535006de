import type { AuditFilter } from '../../api/audit.ts';
import { auditActions, subjectKinds } from './audit-words.ts';
import { startOfDay } from './log-filter.ts';

export const auditFilterNames = ['actor', 'action', 'subjectKind', 'subject', 'since', 'until'] as const;
export type AuditFilterName = (typeof auditFilterNames)[number];

/** What the service is asked for by what stands in the address; what cannot be meant is left out rather than refused. */
export function auditFilterOf(values: Readonly<Record<AuditFilterName, string>>): AuditFilter {
  const { actor, action, subjectKind, subject, since, until } = values;
  return {
    actor: given(actor),
    action: auditActions.find((each) => each === action),
    subjectKind: subjectKinds.find((each) => each === subjectKind),
    subject: given(subject),
    since: startOfDay(since),
    until: startOfDay(until, 1),
  };
}

const given = (text: string) => (text.trim() === '' ? undefined : text.trim());
