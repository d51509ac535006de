import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { PlainClient } from './plain-client.ts';

/** DHIS2's own jobs that push data to another instance (peers.md §4). */
export type SyncJobType = 'DATA_SYNC' | 'TRACKED_ENTITY_DATA_SYNC';

/** What a job says of itself, and how long it ran by its own clock. */
export interface EndedJob {
  readonly status: string;
  readonly seconds: number;
}

const jobSchema = z.object({
  lastExecuted: z.string().optional(),
  lastExecutedStatus: z.string().default('NOT_STARTED'),
  lastRuntimeExecution: z.string().default(''),
  jobStatus: z.string().default(''),
});
const createdSchema = z.looseObject({ response: z.looseObject({ uid: z.string() }) });

const lookMs = 500;

/** Lets a source push what it thinks is new to a target, as its administrators do, and waits for the end of the job. */
export async function runSyncJob(
  source: PlainClient,
  { type, targetUrl, pageSize }: { readonly type: SyncJobType; readonly targetUrl: string; readonly pageSize: number },
): Promise<EndedJob> {
  await source.post('/api/systemSettings', {
    keyRemoteInstanceUrl: targetUrl,
    keyRemoteInstanceUsername: 'admin',
    keyRemoteInstancePassword: 'district',
    // Long ago: everything is new to the target.
    keyLastSuccessfulDataSynch: '2000-01-01T00:00:00.000',
  });
  const name = `bench ${type} ${Date.now()}`;
  const job = { name, jobType: type, cronExpression: '0 0 3 1 1 ?', enabled: true, jobParameters: { pageSize } };
  const { response } = createdSchema.parse(await source.post('/api/jobConfigurations', job));
  try {
    await source.post(`/api/jobConfigurations/${response.uid}/execute`);
    for (;;) {
      await wait(lookMs);
      const seen = jobSchema.parse(await source.get(`/api/jobConfigurations/${response.uid}`));
      if (seen.lastExecutedStatus === 'NOT_STARTED' || seen.jobStatus === 'RUNNING') continue;
      if (seen.lastRuntimeExecution === '') continue;
      return { status: seen.lastExecutedStatus, seconds: secondsOf(seen.lastRuntimeExecution) };
    }
  } finally {
    await source.delete(`/api/jobConfigurations/${response.uid}`);
  }
}

/** `00:02:22.512`. */
function secondsOf(runtime: string): number {
  return runtime.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
