import { listOf } from '@relais/contract/paging.ts';
import { replicationParamsSchema } from '@relais/contract/replication.ts';
import {
  schedulePreviewQuerySchema,
  schedulePreviewSchema,
  scheduleSchema,
  scheduleToSetSchema,
} from '@relais/contract/schedule.ts';
import { tell } from '../../access/access.ts';
import { may, subjectOfPair } from '../../access/may.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { nextStarts } from '../../schedules/next-starts.ts';
import { parseRecurrence } from '../../schedules/recurrence.ts';
import { parseWindow } from '../../schedules/window.ts';
import { cronInWords } from '../../schedules/words.ts';
import type { Database } from '../../store/database.ts';
import { listReplications, loadReplication } from '../../store/replication.ts';
import {
  findSchedule,
  listSchedules,
  pauseSchedule,
  removeSchedule,
  type Schedule,
  saveSchedule,
} from '../../store/schedule.ts';
import { aboutReplication } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';

const named = { params: replicationParamsSchema, subject: aboutReplication } as const;
const path = '/replications/:name/schedule';

/** When replications run by themselves. */
export const scheduleRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/schedules',
    summary: 'The schedules of the replications that the user may see',
    action: 'replication.see',
    subject: 'each',
    answer: listOf(scheduleSchema),
    handle: async ({ access: { database, now }, principal }) => {
      const replications = new Map((await listReplications(database)).map((each) => [each.id, each]));
      const items = [];
      for (const schedule of await listSchedules(database)) {
        const replication = replications.get(schedule.replicationId);
        if (replication === undefined) continue;
        const subject = await subjectOfPair(database, replication);
        if (may(principal, 'replication.see', subject)) items.push(shown(replication.name, schedule, now()));
      }
      return { items };
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/schedules/preview',
    summary: 'When a recurrence would start, in words and in times; sets nothing',
    action: 'schedule.preview',
    subject: 'none',
    query: schedulePreviewQuerySchema,
    answer: schedulePreviewSchema,
    handle: async ({ access, query: { cron, timeZone, window: hours }, language }) => {
      const now = access.now();
      const recurrence = parseRecurrence(cron, timeZone, now);
      const window = hours === undefined ? undefined : parseWindow(hours);
      return {
        words: cronInWords(recurrence.cron, language),
        next: nextStarts({ ...recurrence, window }, now),
      };
    },
  }),
  guardedRoute({
    method: 'GET',
    path,
    summary: 'The schedule of a replication, with its next starts',
    action: 'replication.see',
    ...named,
    answer: scheduleSchema,
    handle: async ({ access, params: { name } }) => show(access.database, name, access.now()),
  }),
  guardedRoute({
    method: 'PUT',
    path,
    summary: 'Gives a replication a schedule, or another one',
    action: 'schedule.define',
    ...named,
    body: scheduleToSetSchema,
    answer: scheduleSchema,
    handle: async ({ access, params: { name }, body }) => {
      const { database } = access;
      const { id, sourceReference, targetReference } = await loadReplication(database, name);
      const address = [sourceReference, targetReference].find((each) => /^https?:/i.test(each));
      if (address !== undefined) throw new PlatformError('SCHEDULE_NEEDS_NAMES', { args: { reference: address } });
      const now = access.now();
      const recurrence = parseRecurrence(body.cron, body.timeZone, now);
      const window = body.window === undefined ? undefined : parseWindow(body.window);
      const before = await findSchedule(database, id);
      await saveSchedule(database, { replicationId: id, ...recurrence, window, ifRunning: body.ifRunning }, now);
      const record = { action: 'schedule.set', subject: subjectOf(name), after: { ...body } } as const;
      await tell(access, database, { ...record, ...(before && { before: { ...before } }) });
      return show(database, name, now);
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path,
    summary: 'Takes the schedule away; a run that it started goes on',
    action: 'schedule.define',
    ...named,
    handle: async ({ access, params: { name } }) => {
      const { database } = access;
      const { id } = await loadReplication(database, name);
      if (!(await removeSchedule(database, id))) throw new PlatformError('SCHEDULE_UNKNOWN', { args: { name } });
      await tell(access, database, { action: 'schedule.removed', subject: subjectOf(name) });
      return undefined;
    },
  }),
  ...(['pause', 'resume'] as const).map((demand) =>
    guardedRoute({
      method: 'POST',
      path: `${path}/${demand}`,
      summary: demand === 'pause' ? 'Holds a schedule' : 'Lets a schedule go on; nothing is made up for',
      action: 'schedule.define',
      ...named,
      answer: scheduleSchema,
      handle: async ({ access, params: { name } }) => {
        const { database } = access;
        const now = access.now();
        const { id } = await loadReplication(database, name);
        const isPaused = demand === 'pause';
        await show(database, name, now);
        await pauseSchedule(database, id, isPaused, now);
        await tell(access, database, { action: 'schedule.paused', subject: subjectOf(name), after: { isPaused } });
        return show(database, name, now);
      },
    }),
  ),
];

async function show(database: Database, name: string, now: Date) {
  const { id } = await loadReplication(database, name);
  const schedule = await findSchedule(database, id);
  if (schedule === undefined) throw new PlatformError('SCHEDULE_UNKNOWN', { args: { name } });
  return shown(name, schedule, now);
}

function shown(replication: string, schedule: Schedule, now: Date) {
  const { cron, timeZone, window, ifRunning, isPaused } = schedule;
  const next = isPaused ? [] : nextStarts(schedule, now);
  return { replication, cron, timeZone, window, ifRunning, isPaused, next };
}

function subjectOf(name: string) {
  return { kind: 'schedule', name };
}
