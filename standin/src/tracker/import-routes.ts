import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import { queryOf } from '../data/query.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { type Job, type JobNote, startJob } from '../system/jobs.ts';
import { responseTypeOf, sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { importTracker } from './import.ts';
import { type TrackerImportParams, trackerImportParams } from './import-params.ts';
import type { ImportReport } from './report.ts';

/** The tracker jobs of an instance, which have paths of their own. */
const jobsOf = instanceState(() => new Map<string, Job>());

type OfJob = { Params: { uid: string } };
const UNCACHED = 'no-cache, no-store, max-age=0, must-revalidate';

/** `POST /api/tracker` and its jobs (API.md §9.2). */
export function registerTrackerImportRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/tracker', (request, reply) => {
    const query = queryOf(request);
    const params = trackerImportParams(instance, accountOf(request), query);
    if (query.one('async') !== 'false') return importLater(instance, params, request, reply);
    const report = importTracker(instance, accountOf(request), params, jsonBody(request));
    return reply.code(report.status === 'ERROR' ? 409 : 200).send(report);
  });
  app.get<OfJob>('/api/tracker/jobs/:uid', (request, reply) =>
    reply.header('Cache-Control', UNCACHED).send(jobsOf(instance).get(request.params.uid)?.notifications ?? []),
  );
  app.get<OfJob>('/api/tracker/jobs/:uid/report', (request, reply) => {
    const { uid } = request.params;
    const report = jobsOf(instance).get(uid)?.summary;
    if (!report) throw new WebMessageError(404, `Summary for job ${uid} does not exist`);
    return reply.header('Cache-Control', UNCACHED).send(report);
  });
}

function importLater(
  instance: Instance,
  params: TrackerImportParams,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const account = accountOf(request);
  const started = Date.now();
  const job = startJob(instance, {
    type: 'TRACKER_IMPORT_JOB',
    legacyName: 'trackerImportJob',
    run: (note) => {
      const seconds = (): string => ((Date.now() - started) / 1000).toFixed(6);
      noteStart(instance, params, note, { uid: job.id, username: account.username, account: account.uid, seconds });
      const report = importTracker(instance, account, params, jsonBody(request));
      noteEnd(instance, report, note, { uid: job.id, seconds });
      return report;
    },
  });
  jobsOf(instance).set(job.id, job);
  // 2.42 forgets the `/api` of the path (recorded: tr-async).
  const path = `${instance.minor >= 42 ? '' : '/api'}/tracker/jobs/${job.id}`;
  const responseType = instance.minor === 41 ? undefined : responseTypeOf(instance.minor, 'TrackerJob');
  const response = {
    id: job.id,
    location: `${request.protocol}://${request.host}${path}`,
    ...(responseType === undefined ? {} : { responseType }),
  };
  return sendWebMessage(reply, webMessage(200, 'Tracker job added', { response }));
}

const STAGES = [
  'Loading file resource',
  'Loading file content',
  'Running PreHeat',
  'Calculating Payload Size',
  'Running PreProcess',
  'Running Validation',
  'Running Rule Engine',
  'Running Rule Engine Validation',
  'Commit Transaction',
  'PostCommit',
];
const LEGACY_STAGES = ['preheat', 'validation', 'programrule', 'programruleValidation', 'commit'];

/** What a job says before it is done, as recorded (tr-async-job). */
function noteStart(
  instance: Instance,
  params: TrackerImportParams,
  note: JobNote,
  job: { uid: string; username: string; account: string; seconds: () => string },
): void {
  if (instance.minor >= 41) {
    note('Tracker import started', { dataType: 'PARAMETERS', data: params.json });
    for (const stage of STAGES) note(stage);
    return;
  }
  const name = `TRACKER_IMPORT_JOB ( ${job.uid} )`;
  note(`${name} started by ${job.username} ( ${job.account} ) Import:Start`);
  for (const stage of LEGACY_STAGES) {
    note(`${name}${stage} completed in ${job.seconds()} sec. Import:${stage}`, { level: 'DEBUG' });
  }
}

function noteEnd(
  instance: Instance,
  { status, stats }: ImportReport,
  note: JobNote,
  job: { uid: string; seconds: () => string },
): void {
  if (instance.minor <= 40) {
    note(`TRACKER_IMPORT_JOB ( ${job.uid} ) finished in ${job.seconds()} sec. Import:Done`, { completed: true });
    return;
  }
  const { created, updated, deleted, ignored } = stats;
  const counts = `${created} created, ${updated} updated, ${deleted} deleted, ${ignored} ignored`;
  note(`Import complete with status ${status}, ${counts}`, { completed: true });
}
