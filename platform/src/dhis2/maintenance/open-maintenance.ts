import { z } from 'zod';
import type { IntegrityCounts, Maintenance, MaintenanceTask, TaskOutcome } from '../../model/maintenance.ts';
import type { Uid } from '../../model/uid.ts';
import type { Query } from '../api-request.ts';
import { assertSuccess, type Client, getJson } from '../client.ts';
import { readText } from '../read-body.ts';
import { messageOf, readImportReply } from '../reports/web-message.ts';
import { runJob } from './job.ts';

interface TaskRequest {
  readonly path: string;
  readonly query?: Query;
  /** Whether the answer names a job that goes on, or comes when all is done. */
  readonly isJob: boolean;
}

/** API.md §10, "Maintenance" and "Tables". */
const requests: Readonly<Record<MaintenanceTask, TaskRequest>> = {
  categoryOptionCombos: { path: '/api/maintenance/categoryOptionComboUpdate', isJob: false },
  caches: { path: '/api/maintenance', query: [['cacheClear', 'true']], isJob: false },
  resourceTables: { path: '/api/resourceTables', isJob: true },
  analytics: { path: '/api/resourceTables/analytics', isJob: true },
};

const summary = z.record(z.string(), z.looseObject({ count: z.number().optional() }));

/** Combinations of a large category combo are made in one transaction, which answers when it is over. */
const MAINTENANCE_HEADERS_MS = 30 * 60_000;

/** The upkeep of an instance that was connected to. */
export function openMaintenance(client: Client): Maintenance {
  return {
    run: (task, signal) => runTask(client, requests[task], signal),
    checkIntegrity: (signal) => checkIntegrity(client, signal),
    executeSqlView: (uid, signal) => executeSqlView(client, uid, signal),
  };
}

async function runTask(client: Client, task: TaskRequest, signal: AbortSignal): Promise<TaskOutcome> {
  const { path, query = [], isJob } = task;
  if (isJob) return runJob(client, path, query, signal);
  const request = { method: 'POST', path, query, headersMs: MAINTENANCE_HEADERS_MS, signal } as const;
  await client.transport.exchange(request, async (answer) => {
    await assertSuccess(answer);
    await readText(answer);
  });
  return { succeeded: true, message: '' };
}

/** `POST /api/dataIntegrity/summary` runs the checks as a job, `GET` gives what the last one found. */
async function checkIntegrity(client: Client, signal: AbortSignal): Promise<IntegrityCounts | undefined> {
  const path = '/api/dataIntegrity/summary';
  const { succeeded } = await runJob(client, path, [], signal);
  if (!succeeded) return undefined;
  const found = await getJson(client.transport, path, [], summary, signal);
  return Object.fromEntries(Object.entries(found).map(([name, { count = 0 }]) => [name, count]));
}

/** `POST /api/sqlViews/<uid>/execute`: 201, or 409 with what the database said (2.40.1 … 2.42.4.1). */
async function executeSqlView(client: Client, uid: Uid, signal: AbortSignal): Promise<TaskOutcome> {
  const path = `/api/sqlViews/${uid}/execute`;
  const request = { method: 'POST', path, headersMs: MAINTENANCE_HEADERS_MS, signal } as const;
  const reply = await client.transport.exchange(request, readImportReply);
  return { succeeded: reply.httpStatus < 400, message: messageOf(reply.body) };
}
