import type { Instance } from './instance.ts';
import { instanceState } from './instance-state.ts';

/** One entry of `/api/system/tasks/{type}/{uid}` (API.md §4.4). */
export interface JobNotification {
  readonly uid: string;
  readonly id: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly category: string;
  readonly time: string;
  readonly message: string;
  readonly completed: boolean;
  readonly dataType?: string;
  readonly data?: unknown;
}

/** An asynchronous job inside the stand-in. */
export interface Job {
  readonly uid: string;
  readonly jobType: string;
  readonly created: Date;
  /** Newest first, as DHIS2 lists them. */
  readonly notifications: JobNotification[];
  /** What `/api/system/taskSummaries` answers; undefined while the job runs. */
  summary: unknown;
  isCompleted: boolean;
}

/** What a job gets to work with. */
export interface JobProgress {
  notify(message: string, extra?: { level?: JobNotification['level']; dataType?: string; data?: unknown }): void;
  /** The last message, given with `completed: true` once the work is done. */
  complete(message: string): void;
}

/** All jobs of one instance. */
export interface Jobs {
  readonly all: Map<string, Job>;
  /** Starts work in the background, after the answer to the request; its value becomes the summary. */
  start(jobType: string, work: (progress: JobProgress) => unknown): Job;
}

/** The jobs of an instance. */
export const jobsOf = instanceState(createJobs);

function createJobs(instance: Instance): Jobs {
  const all = new Map<string, Job>();
  return {
    all,
    start(jobType, work) {
      const uid = instance.newUid();
      const job: Job = {
        uid,
        jobType,
        created: instance.now(),
        notifications: [],
        summary: undefined,
        isCompleted: false,
      };
      all.set(uid, job);
      setImmediate(() => run(instance, job, work));
      return job;
    },
  };
}

function run(instance: Instance, job: Job, work: (progress: JobProgress) => unknown): void {
  let lastMessage = 'Process completed';
  const add = (message: string, completed: boolean, extra: object = {}): void => {
    // ≤ 2.40 gives every notification the job's own UID, later releases one each (recorded in all three).
    const uid = instance.minor <= 40 ? job.uid : instance.newUid();
    const time = instance.now().toISOString().slice(0, -1);
    job.notifications.unshift({ uid, id: uid, level: 'INFO', category: job.jobType, time, message, completed, ...extra });
  };
  try {
    job.summary = work({
      notify: (message, extra) => add(message, false, extra),
      complete: (message) => {
        lastMessage = message;
      },
    });
    add(lastMessage, true);
  } catch (error) {
    add(`Process failed: ${error instanceof Error ? error.message : String(error)}`, true, { level: 'ERROR' });
  }
  job.isCompleted = true;
}
