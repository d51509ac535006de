import type { StoredObject } from '../instance.ts';
import { isJson, jsonObjects } from '../metadata/json.ts';

/** How one run of a job went. */
export interface JobRun {
  readonly lastExecuted: string;
  readonly lastExecutedStatus: string;
  readonly executedBy: string;
}

interface FinishedJob {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly created: string;
  readonly parameters: unknown;
  readonly summary: unknown;
}

/** The job configuration that a job of one run leaves behind (2.41.5.1, 2.42.4.1: schedulingType ONCE_ASAP). */
export function jobConfigurationOf(job: FinishedJob, run: JobRun, lastFinished: string): StoredObject {
  return {
    id: job.id,
    name: job.name,
    created: job.created,
    lastUpdated: lastFinished,
    lastUpdatedBy: { id: run.executedBy },
    jobType: job.type,
    schedulingType: 'ONCE_ASAP',
    ...(job.parameters === undefined ? {} : { jobParameters: job.parameters }),
    enabled: false,
    jobStatus: 'DISABLED',
    ...run,
    lastFinished,
    errorCodes: errorCodesOf(job.summary).join(' '),
  };
}

/** Codes of the conflicts in an import summary, each once. */
function errorCodesOf(summary: unknown): string[] {
  const conflicts = isJson(summary) ? jsonObjects(summary.conflicts) : [];
  return [...new Set(conflicts.flatMap(({ errorCode }) => (typeof errorCode === 'string' ? [errorCode] : [])))];
}
