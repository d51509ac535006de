import { homeSchema } from '@relais/contract/home.ts';
import { may } from '../../access/may.ts';
import { loadDailyKpis, loadKpis } from '../../measures/kpis.ts';
import { type RunState, runStates } from '../../model/run-state.ts';
import type { Database } from '../../store/database.ts';
import { listInstanceHealth } from '../../store/measures.ts';
import { listRuns } from '../../store/run.ts';
import { loadAdvances } from '../../store/run-progress.ts';
import { seenInstances } from '../about.ts';
import { findNeeds, lastGoodByTarget } from '../needs.ts';
import { guardedRoute, type Route } from '../route.ts';
import { tellRuns } from '../tell-run.ts';

const days = 30;
const shownRuns = 10;
const going: readonly RunState[] = ['pending', 'running', 'paused'];
const ended = runStates.filter((state) => !going.includes(state));

/** What somebody sees first. */
export const homeRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/home',
    summary: 'What runs, what ran last, what needs a person, how instances are, and the numbers of 30 days',
    action: 'run.see',
    subject: 'each',
    answer: homeSchema,
    handle: async ({ access: { database, now }, principal, language }) => {
      const seen = seenInstances(principal);
      const latest = (states: readonly RunState[]) => listRuns(database, { states, limit: shownRuns, between: seen });
      const [running, last] = [await latest(going), await latest(ended)];
      const health = await listInstanceHealth(database);
      const good = await lastGoodByTarget(database);
      const shown = health.filter(({ name }) => seen === undefined || seen.includes(name));
      return {
        running: await withAdvances(database, await tellRuns(database, running, language)),
        last: await tellRuns(database, last, language),
        needs: await findNeeds({ database, principal, seen, language, now: now() }, health),
        instances: shown.map(({ name, trouble, certificateEndsAt }) => ({
          name,
          trouble: trouble ?? undefined,
          certificateEndsAt: certificateEndsAt ?? undefined,
          lastGoodRunAt: good.get(name),
        })),
        ...(may(principal, 'measures.see') && (await numbers(database, now()))),
      };
    },
  }),
];

async function withAdvances<T extends { readonly id: number }>(database: Database, runs: readonly T[]) {
  const told = [];
  for (const run of runs) told.push({ ...run, advances: await loadAdvances(database, run.id) });
  return told;
}

async function numbers(database: Database, now: Date) {
  const since = new Date(now.getTime() - days * 86_400_000);
  return { kpis: await loadKpis(database, { since }), days: await loadDailyKpis(database, { now, days }) };
}
