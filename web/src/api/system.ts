import { retentionSchema } from '@relais/contract/settings.ts';
import { codesSchema, systemSchema } from '@relais/contract/system.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask } from './ask.ts';

export type System = z.output<typeof systemSchema>;
export type Codes = z.output<typeof codesSchema>;
export type Retention = z.output<typeof retentionSchema>;

/** The service itself: its release, its database, its workers and what waits for them. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => ask(systemSchema, '/system', { signal }),
  refetchInterval: 10_000,
});

/** Every code of a failure or a finding, in the reader's language. */
export function codesQuery(language: string) {
  return queryOptions({
    queryKey: ['codes', language],
    queryFn: ({ signal }) => ask(codesSchema, '/codes', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export const retentionQuery = queryOptions({
  queryKey: ['settings', 'retention'],
  queryFn: ({ signal }) => ask(retentionSchema, '/settings/retention', { signal }),
});

/** What is not named is kept without an end. */
export function setRetention(limits: { readonly keepDays?: number; readonly keepRuns?: number }): Promise<Retention> {
  return ask(retentionSchema, '/settings/retention', { method: 'PUT', body: limits });
}
