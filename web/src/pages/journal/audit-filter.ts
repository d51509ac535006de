import type { AuditFilter } from '../../api/audit.ts';
import { startOfDay } from './log-filter.ts';

export const auditFilterNames = ['subjectKind', 'subject', 'since', 'until'] as const;
export type AuditFilterName = (typeof auditFilterNames)[number];

/** What the service is asked for by what stands in the address. */
export function auditFilterOf(values: Readonly<Record<AuditFilterName, string>>): AuditFilter {
  const { subjectKind, subject, since, until } = values;
  return {
    subjectKind: subjectKind === '' ? undefined : subjectKind,
    subject: subject.trim() === '' ? undefined : subject.trim(),
    since: startOfDay(since),
    until: startOfDay(until, 1),
  };
}
