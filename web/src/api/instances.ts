import { browsedPageSchema, browsedTypeSchema } from '@relais/contract/browse.ts';
import {
  type Instance,
  type instanceChangeSchema,
  instanceFactsSchema,
  instanceSchema,
  type instanceToAddSchema,
  type instanceToTestSchema,
} from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, tell } from './ask.ts';

export type { Instance };
export type InstanceFacts = z.output<typeof instanceFactsSchema>;
export type InstanceToAdd = z.input<typeof instanceToAddSchema>;
export type InstanceToTest = z.input<typeof instanceToTestSchema>;
export type InstanceChange = z.input<typeof instanceChangeSchema>;
export type BrowsedObject = z.output<typeof browsedPageSchema>['items'][number];

/** The registered instances that the user may see. */
export const instancesQuery = queryOptions({
  queryKey: ['instances'],
  queryFn: ({ signal }) => ask(listOf(instanceSchema), '/instances', { signal }),
});

const pathOf = (name: string) => `/instances/${encodeURIComponent(name)}`;

export function instanceQuery(name: string) {
  return queryOptions({
    queryKey: ['instances', name],
    queryFn: ({ signal }) => ask(instanceSchema, pathOf(name), { signal }),
  });
}

/** What an instance says of itself, asked live: some seconds where it is far away. */
export function instanceFactsQuery(name: string) {
  return queryOptions({
    queryKey: ['instances', name, 'facts'],
    queryFn: ({ signal }) => ask(instanceFactsSchema, `${pathOf(name)}/test`, { method: 'POST', signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** The same of an address that is not registered; nothing of it is kept. */
export function testInstance(wish: InstanceToTest): Promise<InstanceFacts> {
  return ask(instanceFactsSchema, '/instances/test', { method: 'POST', body: wish });
}

export function addInstance(wish: InstanceToAdd): Promise<Instance> {
  return ask(instanceSchema, '/instances', { method: 'POST', body: wish });
}

export function changeInstance(name: string, change: InstanceChange): Promise<Instance> {
  return ask(instanceSchema, pathOf(name), { method: 'PATCH', body: change });
}

export function removeInstance(name: string): Promise<void> {
  return tell(pathOf(name), { method: 'DELETE' });
}

/** What of an instance is looked for. */
export interface ObjectWish {
  readonly type: string;
  readonly search?: string;
  /** Of org units: `root`, or whose children. */
  readonly parent?: string;
  readonly page?: number;
  readonly limit?: number;
}

/** Objects of an instance, asked live. */
export function objectsQuery(name: string, wish: ObjectWish) {
  return queryOptions({
    queryKey: ['instances', name, 'objects', wish],
    queryFn: ({ signal }) => ask(browsedPageSchema, `${pathOf(name)}/objects`, { query: { ...wish }, signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The metadata types that an instance knows. */
export function typesQuery(name: string) {
  return queryOptions({
    queryKey: ['instances', name, 'types'],
    queryFn: ({ signal }) => ask(listOf(browsedTypeSchema), `${pathOf(name)}/types`, { signal }),
    staleTime: 600_000,
    retry: false,
  });
}
