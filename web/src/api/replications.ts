import { listOf, pageOf } from '@relais/contract/paging.ts';
import { followPaceSchema, replicationSchema, type replicationToDefineSchema } from '@relais/contract/replication.ts';
import { runSchema, startedSchema } from '@relais/contract/run.ts';
import { schedulePreviewSchema, scheduleSchema, type scheduleToSetSchema } from '@relais/contract/schedule.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, tell } from './ask.ts';

export type Replication = z.output<typeof replicationSchema>;
export type ReplicationToDefine = z.input<typeof replicationToDefineSchema>;
export type Schedule = z.output<typeof scheduleSchema>;
export type ScheduleToSet = z.input<typeof scheduleToSetSchema>;

const pathOf = (name: string) => `/replications/${encodeURIComponent(name)}`;

/** Definitions between instances that the user may see. */
export const replicationsQuery = queryOptions({
  queryKey: ['replications'],
  queryFn: ({ signal }) => ask(listOf(replicationSchema), '/replications', { signal }),
});

export function replicationQuery(name: string) {
  return queryOptions({
    queryKey: ['replications', name],
    queryFn: ({ signal }) => ask(replicationSchema, pathOf(name), { signal }),
    // How far behind its source a followed one is changes by itself; what begins or stops is a matter of seconds.
    refetchInterval: ({ state: { data } }) => {
      if (data?.followState === undefined) return false;
      return data.followState === 'following' ? 5_000 : 1_000;
    },
  });
}

export function defineReplication(wish: ReplicationToDefine): Promise<Replication> {
  return ask(replicationSchema, '/replications', { method: 'POST', body: wish });
}

export function redefineReplication(name: string, wish: ReplicationToDefine): Promise<Replication> {
  return ask(replicationSchema, pathOf(name), { method: 'PUT', body: wish });
}

export function removeReplication(name: string): Promise<void> {
  return tell(pathOf(name), { method: 'DELETE' });
}

/** Changes of the source are carried over as they happen, at the pace that the service takes where nobody says another. */
export async function followSource(name: string): Promise<void> {
  await ask(followPaceSchema, `${pathOf(name)}/follow`, { method: 'PUT', body: {} });
}

export function stopFollowing(name: string): Promise<void> {
  return tell(`${pathOf(name)}/follow`, { method: 'DELETE' });
}

/** Runs a replication now; gives the number of the run. */
export async function runReplication(name: string, idempotencyKey: string): Promise<number> {
  return (await ask(startedSchema, `${pathOf(name)}/runs`, { method: 'POST', idempotencyKey })).run;
}

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: ({ signal }) => ask(listOf(scheduleSchema), '/schedules', { signal }),
});

/** The schedule of a replication; null where it has none. */
export function scheduleQuery(name: string) {
  return queryOptions({
    ...schedulesQuery,
    select: ({ items }): Schedule | null => items.find(({ replication }) => replication === name) ?? null,
  });
}

/** When a schedule would start, before it is set. */
export function schedulePreviewQuery({ cron, timeZone, window }: ScheduleToSet) {
  return queryOptions({
    queryKey: ['schedule-preview', cron, timeZone, window],
    queryFn: ({ signal }) =>
      ask(schedulePreviewSchema, '/schedules/preview', { query: { cron, timeZone, window }, signal }),
    retry: false,
  });
}

export function setSchedule(name: string, wish: ScheduleToSet): Promise<Schedule> {
  return ask(scheduleSchema, `${pathOf(name)}/schedule`, { method: 'PUT', body: wish });
}

export function removeSchedule(name: string): Promise<void> {
  return tell(`${pathOf(name)}/schedule`, { method: 'DELETE' });
}

export function holdSchedule(name: string, demand: 'pause' | 'resume'): Promise<Schedule> {
  return ask(scheduleSchema, `${pathOf(name)}/schedule/${demand}`, { method: 'POST' });
}

/** The last run of a replication; null where there was none. */
export function lastRunQuery(name: string) {
  return queryOptions({
    queryKey: ['runs', 'last', name],
    queryFn: async ({ signal }) => {
      const { items } = await ask(pageOf(runSchema), '/runs', { query: { replication: name, limit: 1 }, signal });
      return items[0] ?? null;
    },
  });
}
