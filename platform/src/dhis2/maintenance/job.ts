import { z } from 'zod';
import type { TaskOutcome } from '../../model/maintenance.ts';
import type { Query } from '../api-request.ts';
import { assertSuccess, type Client, getJson } from '../client.ts';
import { parseJson, parseReply, readText, whereabouts } from '../read-body.ts';

const started = z.object({ response: z.looseObject({ id: z.string(), jobType: z.string() }) });
const notes = z.array(
  z.looseObject({ level: z.string().optional(), message: z.string().nullish(), completed: z.boolean() }),
);
const configuration = z.looseObject({ lastExecutedStatus: z.string().nullish(), jobStatus: z.string().nullish() });

/** Pauses between two looks at a job, in milliseconds: often at first, for the short ones. */
const firstPause = 500;
const longestPause = 15_000;
/** Looks at an empty list of notes before the job's own state is asked: a 2.43 drops the notes of a failed job. */
const patienceWithSilence = 8;
/** A job waits while another of its kind runs; one that has not begun after so many looks, an hour at least, will not. */
const patienceWithWaiting = 260;

/** Starts a job by POST and waits for its end (API.md §4.4, "poll"; 2.43-observed.md, "Jobs"). */
export async function runJob(client: Client, path: string, query: Query, signal: AbortSignal): Promise<TaskOutcome> {
  const { response } = await client.transport.exchange({ method: 'POST', path, query, signal }, async (answer) => {
    await assertSuccess(answer);
    return parseReply(started, parseJson(await readText(answer), answer), whereabouts(answer));
  });
  return waitForJob(client, response.jobType, response.id, signal);
}

async function waitForJob(client: Client, type: string, uid: string, signal: AbortSignal): Promise<TaskOutcome> {
  const path = `/api/system/tasks/${type}/${uid}`;
  let silent = 0;
  for (let pause = firstPause; ; pause = Math.min(pause * 1.4, longestPause)) {
    await client.clock.sleep(pause, signal);
    const told = await getJson(client.transport, path, [], notes, signal);
    const last = told.find(({ completed }) => completed);
    // Newest first: what completed is the job's last word, unless an error came with it.
    const failed = told.find(({ level }) => level === 'ERROR');
    if (last !== undefined) return { succeeded: failed === undefined, message: (failed ?? last).message ?? '' };
    silent = told.length === 0 ? silent + 1 : 0;
    if (silent < patienceWithSilence) continue;
    const outcome = await outcomeOf(client, uid, signal);
    if (outcome === 'running') silent = patienceWithSilence;
    else if (outcome !== 'waiting') return outcome;
    if (silent > patienceWithWaiting) return { succeeded: false, message: 'The server has not begun the job.' };
  }
}

/** What the job's configuration says of it. */
async function outcomeOf(
  client: Client,
  uid: string,
  signal: AbortSignal,
): Promise<TaskOutcome | 'waiting' | 'running'> {
  const path = `/api/jobConfigurations/${uid}`;
  const query = [['fields', 'jobStatus,lastExecutedStatus']] as const;
  return client.transport.exchange({ path, query, signal }, async (answer) => {
    if (answer.status === 404) {
      await readText(answer);
      return { succeeded: false, message: 'The server no longer knows of the job.' };
    }
    await assertSuccess(answer);
    const job = parseReply(configuration, parseJson(await readText(answer), answer), whereabouts(answer));
    const status = job.lastExecutedStatus ?? '';
    if (status === 'RUNNING' || job.jobStatus === 'RUNNING') return 'running';
    if (status === '' || status === 'NOT_STARTED') return 'waiting';
    return { succeeded: status === 'COMPLETED', message: status };
  });
}
