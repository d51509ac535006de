import { auditEntrySchema, auditVerificationSchema } from '@relais/contract/audit.ts';
import { pageOf } from '@relais/contract/paging.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { addressOf, ask } from './ask.ts';

export type AuditEntry = z.output<typeof auditEntrySchema>;
export type AuditVerification = z.output<typeof auditVerificationSchema>;

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subject?: string | undefined;
  readonly run?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Who did what, the newest entry first, page by page. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(pageOf(auditEntrySchema), '/audit', {
        query: { ...filter, order: 'newest', limit: 50, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** A head that somebody noted down: the number of an entry and its hash. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** Has every hash of the trail computed again. */
export function verifyAudit(noted: AuditHead | undefined): Promise<AuditVerification> {
  return ask(auditVerificationSchema, '/audit/verification', { query: { ...noted } });
}

export function auditExportAddress(format: 'csv' | 'json', filter: AuditFilter, language: string): string {
  return addressOf(`/audit/export.${format}`, { ...filter, language });
}
