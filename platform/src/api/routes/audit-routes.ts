import {
  auditEntrySchema,
  auditExportSchema,
  type auditFilterSchema,
  auditHeadQuerySchema,
  auditQuerySchema,
  auditVerificationSchema,
} from '@relais/contract/audit.ts';
import { pageOf } from '@relais/contract/paging.ts';
import type { z } from 'zod';
import { exportAuditCsv, exportAuditJson } from '../../audit/export-audit.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { type AuditFilter, loadAuditPage, loadNewestAudit } from '../../store/audit.ts';
import { guardedRoute, type Route, textAnswer } from '../route.ts';

const seen = { method: 'GET', action: 'audit.see', subject: 'none' } as const;

/** Who did what, when and from where. */
export const auditRoutes: readonly Route[] = [
  guardedRoute({
    ...seen,
    path: '/audit',
    summary: 'The trail in its order, or with the newest entry first',
    query: auditQuerySchema,
    answer: pageOf(auditEntrySchema),
    handle: async ({ access, query }) => {
      const { limit, after, order } = query;
      const filter = filterOf(query);
      const found =
        order === 'newest'
          ? await loadNewestAudit(access.database, filter, after, limit + 1)
          : await loadAuditPage(access.database, filter, after ?? 0, limit + 1);
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? items.at(-1)?.seq : undefined };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/audit/verification',
    summary: 'Computes every hash of the trail again, and compares it with a head that was noted down',
    query: auditHeadQuerySchema,
    answer: auditVerificationSchema,
    handle: async ({ access, query: { seq, hash }, signal }) => {
      const noted = seq === undefined || hash === undefined ? undefined : { seq, hash };
      return verifyAudit(access.database, { noted, signal });
    },
  }),
  guardedRoute({
    ...seen,
    path: '/audit/export.csv',
    summary: 'The trail for spreadsheets',
    query: auditExportSchema,
    produces: ['text/csv'],
    handle: async ({ access, query, language }) =>
      textAnswer(
        'text/csv; charset=utf-8',
        exportAuditCsv(access.database, filterOf(query), query.language ?? language),
        'audit.csv',
      ),
  }),
  guardedRoute({
    ...seen,
    path: '/audit/export.json',
    summary: 'The trail for programs',
    query: auditExportSchema,
    produces: ['application/json'],
    handle: async ({ access, query, language }) =>
      textAnswer(
        'application/json; charset=utf-8',
        exportAuditJson(access.database, filterOf(query), query.language ?? language),
        'audit.json',
      ),
  }),
];

function filterOf({
  since,
  until,
  run,
  subjectKind,
  subject,
  actor,
  action,
}: z.infer<typeof auditFilterSchema>): AuditFilter {
  return { since: momentOf(since), until: momentOf(until), subjectKind, subject, runId: run, actor, action };
}

function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
