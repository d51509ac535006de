import { dailyKpisSchema, daysQuerySchema, kpisSchema, periodSchema } from '@relais/contract/kpis.ts';
import { listOf } from '@relais/contract/paging.ts';
import { loadDailyKpis, loadKpis } from '../../measures/kpis.ts';
import { createMeasures, type Measures } from '../../measures/registry.ts';
import type { ApiParts } from '../api-parts.ts';
import { guardedRoute, type Route, textAnswer } from '../route.ts';

const seen = { method: 'GET', action: 'measures.see', subject: 'none' } as const;

/** Numbers: for a monitoring system, which has a token with the scope `look`, and for people. */
export const measureRoutes: readonly Route[] = [
  guardedRoute({
    ...seen,
    path: '/metrics',
    summary: 'The measures of the service in the format of Prometheus',
    produces: ['text/plain'],
    handle: async ({ parts }) => {
      const measures = measuresOf(parts);
      return textAnswer(measures.contentType, await measures.render());
    },
  }),
  guardedRoute({
    ...seen,
    path: '/kpis',
    summary: 'How long runs took, how well they went, how much they moved, in a period',
    query: periodSchema,
    answer: kpisSchema,
    handle: async ({ access, query: { from, to } }) =>
      loadKpis(access.database, {
        since: from === undefined ? undefined : new Date(from),
        until: to === undefined ? undefined : new Date(to),
      }),
  }),
  guardedRoute({
    ...seen,
    path: '/kpis/days',
    summary: 'The same numbers day by day, today the last one',
    query: daysQuerySchema,
    answer: listOf(dailyKpisSchema),
    handle: async ({ access, query: { days } }) => ({
      items: await loadDailyKpis(access.database, { now: access.now(), days }),
    }),
  }),
];

/** One for each process: counters do not go back. */
const registries = new WeakMap<ApiParts, Measures>();

function measuresOf(parts: ApiParts): Measures {
  const measures = registries.get(parts) ?? createMeasures(parts.database);
  registries.set(parts, measures);
  return measures;
}
