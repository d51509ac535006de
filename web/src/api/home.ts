import { homeSchema } from '@relais/contract/home.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask } from './ask.ts';

export type HomeAnswer = z.output<typeof homeSchema>;
export type Need = HomeAnswer['needs'][number];
export type InstanceHealth = HomeAnswer['instances'][number];
export type DailyKpis = NonNullable<HomeAnswer['days']>[number];

const whileRunningMs = 2_000;
const atRestMs = 15_000;

/** What somebody sees first; asked more often while something runs. */
export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => ask(homeSchema, '/home', { signal }),
  refetchInterval: ({ state }) => (state.data?.running.length ? whileRunningMs : atRestMs),
});
