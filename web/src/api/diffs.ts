import {
  countedPageOf,
  deletionDetailSchema,
  diffObjectSchema,
  diffSchema,
  objectDiffSchema,
  onlyOnTargetSchema,
  plannedActionSchema,
} from '@relais/contract/diff.ts';
import { pageOf } from '@relais/contract/paging.ts';
import { runSchema, startedSchema } from '@relais/contract/run.ts';
import type { RunOptions } from '@relais/contract/run-options.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask } from './ask.ts';

export type Diff = z.output<typeof diffSchema>;
export type DiffObject = z.output<typeof diffObjectSchema>;
export type OnlyOnTarget = z.output<typeof onlyOnTargetSchema>;
export type ObjectDiff = z.output<typeof objectDiffSchema>;
export type PropertyDifference = ObjectDiff['properties'][number];
export type PlannedAction = z.output<typeof plannedActionSchema>;

export const plannedActions = plannedActionSchema.options;

/** Runs of which the differences are kept, the newest first. */
export const diffsQuery = queryOptions({
  queryKey: ['diffs'],
  queryFn: ({ signal }) => ask(pageOf(runSchema), '/diffs', { query: { limit: 50 }, signal }),
});

/** What a run would change, in numbers. */
export function diffQuery(id: number) {
  return queryOptions({
    queryKey: ['diffs', id],
    queryFn: ({ signal }) => ask(diffSchema, `/diffs/${id}`, { signal }),
    staleTime: 60_000,
  });
}

export interface DiffFilter {
  readonly type?: string;
  readonly search?: string;
  readonly action?: PlannedAction;
}

/** One page of a list that may be long, with the number of all. */
export interface DiffListPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** How one page of a list is asked for; a page may be asked for without those before it. */
export interface PageQuery<Item> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<DiffListPage<Item>>;
  readonly staleTime: number;
  readonly gcTime: number;
}

/** What nobody looks at any more is let go, so that a long list stays small in memory. */
const keptPages = { staleTime: 300_000, gcTime: 60_000 } as const;

/** So many at a time: some screens of them. */
export const diffPageSize = 200;

/** One page of what would change. */
export function diffObjectsQuery(id: number, filter: DiffFilter, page: number): PageQuery<DiffObject> {
  const query = { ...filter, limit: diffPageSize, after: page * diffPageSize };
  return {
    queryKey: ['diffs', id, 'objects', filter, page],
    queryFn: ({ signal }) => ask(countedPageOf(diffObjectSchema), `/diffs/${id}/objects`, { query, signal }),
    ...keptPages,
  };
}

/** One page of what only the target has. */
export function diffDeletionsQuery(
  id: number,
  filter: Omit<DiffFilter, 'action'>,
  page: number,
): PageQuery<OnlyOnTarget> {
  const query = { ...filter, limit: diffPageSize, after: page * diffPageSize };
  return {
    queryKey: ['diffs', id, 'deletions', filter, page],
    queryFn: ({ signal }) => ask(countedPageOf(onlyOnTargetSchema), `/diffs/${id}/deletions`, { query, signal }),
    ...keptPages,
  };
}

/** One object side by side, asked of both instances now. */
export function objectDiffQuery(id: number, type: string, uid: string) {
  return queryOptions({
    queryKey: ['diffs', id, 'object', type, uid],
    queryFn: ({ signal }) => ask(objectDiffSchema, `/diffs/${id}/objects/${type}/${uid}`, { signal }),
    retry: false,
  });
}

/** What goes along when an object of the target is deleted, asked of the target now. */
export function deletionDetailQuery(id: number, type: string, uid: string) {
  return queryOptions({
    queryKey: ['diffs', id, 'deletion', type, uid],
    queryFn: ({ signal }) => ask(deletionDetailSchema, `/diffs/${id}/deletions/${type}/${uid}`, { signal }),
    retry: false,
  });
}

/** Compares two instances; gives the number of the run that does it. */
export async function startDiff(
  wish: { readonly source: string; readonly target: string; readonly options: RunOptions },
  idempotencyKey: string,
): Promise<number> {
  return (await ask(startedSchema, '/diffs', { method: 'POST', body: wish, idempotencyKey })).run;
}
