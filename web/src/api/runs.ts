import { listOf, pageOf } from '@relais/contract/paging.ts';
import {
  approvalSchema,
  findingGroupSchema,
  numberedFindingSchema,
  pieceSchema,
  type Run,
  runDetailSchema,
  runSchema,
  startedSchema,
  transitionSchema,
} from '@relais/contract/run.ts';
import { unmaskedSchema } from '@relais/contract/unmask.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { isNotFound } from './api-failure.ts';
import { ask, tell } from './ask.ts';

export type { Run };
export type RunDetail = z.output<typeof runDetailSchema>;
export type RunState = Run['state'];
export type FindingGroup = z.output<typeof findingGroupSchema>;
export type Finding = z.output<typeof numberedFindingSchema>;
export type Approval = z.output<typeof approvalSchema>;
export type Unmasked = z.output<typeof unmaskedSchema>;
export type Piece = z.output<typeof pieceSchema>;

/** What a list of runs is narrowed to. */
export interface RunFilter {
  readonly state?: string | undefined;
  readonly source?: string | undefined;
  readonly target?: string | undefined;
  readonly replication?: string | undefined;
}

const pageSize = 50;

/** Runs, the newest first, page by page. */
export function runsQuery(filter: RunFilter) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(pageOf(runSchema), '/runs', { query: { ...filter, limit: pageSize, after: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 10_000,
  });
}

export function runQuery(id: number) {
  return queryOptions({
    queryKey: ['runs', id],
    queryFn: ({ signal }) => ask(runDetailSchema, `/runs/${id}`, { signal }),
  });
}

export function transitionsQuery(id: number) {
  return queryOptions({
    queryKey: ['runs', id, 'transitions'],
    queryFn: ({ signal }) =>
      ask(pageOf(transitionSchema), `/runs/${id}/transitions`, { query: { limit: 200 }, signal }),
  });
}

export function piecesQuery(id: number, limit: number) {
  return queryOptions({
    queryKey: ['runs', id, 'pieces', limit],
    queryFn: ({ signal }) => ask(listOf(pieceSchema), `/runs/${id}/pieces`, { query: { limit }, signal }),
  });
}

export function findingGroupsQuery(id: number) {
  return queryOptions({
    queryKey: ['runs', id, 'finding-groups'],
    queryFn: ({ signal }) => ask(listOf(findingGroupSchema), `/runs/${id}/finding-groups`, { signal }),
  });
}

/** What findings of a group have in common. */
export type GroupKey = Pick<FindingGroup, 'cause' | 'type' | 'code'>;

/** The findings of one group, page by page. */
export function findingsQuery(id: number, group: GroupKey) {
  const { cause, type, code } = group;
  return infiniteQueryOptions({
    queryKey: ['runs', id, 'findings', cause, type, code],
    queryFn: ({ pageParam, signal }) =>
      ask(pageOf(numberedFindingSchema), `/runs/${id}/findings`, {
        query: { cause, type, code, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** The values of the object that a finding names, as the source holds them now; the audit trail is told who saw them. */
export function unmaskFinding(id: number, finding: number): Promise<Unmasked> {
  return ask(unmaskedSchema, `/runs/${id}/findings/${finding}/unmask`, { method: 'POST' });
}

/** Pauses a run, ends it, or lets it go on. */
export function demandOfRun(id: number, demand: 'pause' | 'cancel' | 'resume'): Promise<Run> {
  return ask(runSchema, `/runs/${id}/${demand}`, { method: 'POST' });
}

/** Tries again what failed; gives the number of the run that does it, which may be another one. */
export async function retryRun(id: number, idempotencyKey: string): Promise<number> {
  return (await ask(startedSchema, `/runs/${id}/retry`, { method: 'POST', idempotencyKey })).run;
}

/** Tries again what one group of findings names; gives the number of the new run. */
export async function retryGroup(id: number, group: GroupKey, idempotencyKey: string): Promise<number> {
  const { cause, type, code } = group;
  const question = { method: 'POST', body: { cause, type, code }, idempotencyKey } as const;
  return (await ask(startedSchema, `/runs/${id}/finding-groups/retry`, question)).run;
}

/** What a run waits for, or waited for; null where it needs nobody's consent. */
export function approvalQuery(id: number) {
  return queryOptions({
    queryKey: ['runs', id, 'approval'],
    queryFn: async ({ signal }) => {
      try {
        return await ask(approvalSchema, `/runs/${id}/approval`, { signal });
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  });
}

export interface Decision {
  readonly planDigest: string;
  readonly decision: 'approved' | 'rejected';
  readonly remark?: string;
}

export function decideRun(id: number, decision: Decision): Promise<void> {
  return tell(`/runs/${id}/decision`, { method: 'POST', body: decision });
}
