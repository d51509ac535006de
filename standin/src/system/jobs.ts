import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { ADMIN_UID } from '../metadata/blank.ts';
import { timestamp } from '../timestamp.ts';
import { responseTypeOf, type WebMessage, webMessage } from '../web-message.ts';
import { type JobRun, jobConfigurationOf } from './job-configuration.ts';

/** One entry of `/api/system/tasks/{type}/{id}`. */
export interface JobNotification {
  readonly uid: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly category: string;
  readonly time: string;
  readonly message: string;
  readonly completed: boolean;
  readonly id: string;
  readonly dataType?: string;
  readonly data?: unknown;
}

/** A background job of the stand-in. */
export interface Job {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly created: string;
  readonly parameters: unknown;
  /** Newest first, as DHIS2 lists them. */
  readonly notifications: JobNotification[];
  summary: unknown;
}

/** What a job is started with. */
export interface JobStart {
  /** For example `METADATA_IMPORT`. */
  readonly type: string;
  /** The name that releases up to 2.40 give it, for example `metadataImport`. */
  readonly legacyName: string;
  /** Returned as `jobParameters`; left out when undefined. */
  readonly parameters?: unknown;
  /** Does the work; what it returns is the job's summary. The last notification it adds should be completed. */
  /** UID of who started it; the administrator when nobody is named. */
  readonly startedBy?: string;
  readonly run: (note: JobNote) => unknown | Promise<unknown>;
}

/** Adds a notification to the running job. */
export type JobNote = (message: string, more?: Partial<Omit<JobNotification, 'uid' | 'id' | 'time'>>) => void;

/** Long enough for the answer to be on its way. */
const START_DELAY_MS = 20;

const jobs = new WeakMap<Instance, Map<string, Map<string, Job>>>();

function jobsOf(instance: Instance, type: string): Map<string, Job> {
  const byType = jobs.get(instance) ?? new Map<string, Map<string, Job>>();
  jobs.set(instance, byType);
  const found = byType.get(type) ?? new Map<string, Job>();
  byType.set(type, found);
  return found;
}

/** Starts a job behind the answer that is being given; it runs in the next turn of the event loop. */
export function startJob(instance: Instance, start: JobStart): Job {
  const { type, legacyName, parameters } = start;
  const now = instance.now();
  const job: Job = {
    id: instance.newUid(),
    type,
    name: instance.minor >= 41 ? `${type} (${now.getTime()})` : legacyName,
    created: timestamp(now),
    parameters,
    notifications: [],
    summary: undefined,
  };
  jobsOf(instance, type).set(job.id, job);
  const note: JobNote = (message, more = {}) => {
    const uid = instance.minor >= 41 ? instance.newUid() : job.id;
    const time = timestamp(instance.now());
    job.notifications.unshift({
      uid,
      level: 'INFO',
      category: type,
      time,
      message,
      completed: false,
      ...more,
      id: uid,
    });
  };
  setTimeout(() => void execute(instance, job, note, start), START_DELAY_MS).unref();
  return job;
}

async function execute(instance: Instance, job: Job, note: JobNote, { run, startedBy }: JobStart): Promise<void> {
  const lastExecuted = timestamp(instance.now());
  let lastExecutedStatus = 'COMPLETED';
  try {
    job.summary = await run(note);
  } catch (error) {
    lastExecutedStatus = 'FAILED';
    note(error instanceof Error ? error.message : String(error), { level: 'ERROR', completed: true });
  }
  recordRun(instance, job, { lastExecuted, lastExecutedStatus, executedBy: startedBy ?? ADMIN_UID });
}

/** From 2.41 on a job is a row of `/api/jobConfigurations`, which housekeeping removes later (recorded). */
function recordRun(instance: Instance, job: Job, run: JobRun): void {
  if (instance.minor < 41) return;
  const lastFinished = timestamp(instance.now());
  instance.metadata.of('jobConfigurations').set(job.id, jobConfigurationOf(job, run, lastFinished));
}

/** The answer to a request that started a job (API.md §4.4). */
export function jobMessage(instance: Instance, job: Job, jobStatus?: string): WebMessage {
  return webMessage(200, `Initiated ${job.name}`, {
    response: {
      name: job.name,
      id: job.id,
      created: job.created,
      jobType: job.type,
      jobStatus: instance.minor >= 41 ? 'NOT_STARTED' : (jobStatus ?? 'SCHEDULED'),
      ...(job.parameters === undefined ? {} : { jobParameters: job.parameters }),
      relativeNotifierEndpoint: `/api/system/tasks/${job.type}/${job.id}`,
      ...(instance.minor >= 42 ? { responseType: responseTypeOf(instance.minor, 'JobConfiguration') } : {}),
    },
  });
}

/** `/api/system/tasks` and `/api/system/taskSummaries`. */
export function registerJobRoutes(app: FastifyInstance, instance: Instance): void {
  type OfType = { Params: { type: string } };
  type OfJob = { Params: { type: string; id: string } };
  app.get<OfType>('/api/system/tasks/:type', (request) => {
    const entries = [...jobsOf(instance, request.params.type).values()];
    return Object.fromEntries(entries.map((job) => [job.id, job.notifications]));
  });
  app.get<OfJob>(
    '/api/system/tasks/:type/:id',
    (request) => jobsOf(instance, request.params.type).get(request.params.id)?.notifications ?? [],
  );
  app.get<OfJob>('/api/system/taskSummaries/:type/:id', (request, reply) => {
    const summary = jobsOf(instance, request.params.type).get(request.params.id)?.summary;
    return summary === undefined || summary === null ? reply.code(200).send() : reply.send(summary);
  });
}
