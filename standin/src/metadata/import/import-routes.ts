import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../../auth.ts';
import { unpackedBody } from '../../body.ts';
import type { Account, Instance } from '../../instance.ts';
import { malformedJsonMessage } from '../../malformed-json.ts';
import type { Query } from '../../query.ts';
import { type JobNote, jobMessage, startJob } from '../../system/jobs.ts';
import { sendWebMessage, WebMessageError } from '../../web-message.ts';
import { isJson, type Json } from '../json.ts';
import { baseUrlOf } from '../request-context.ts';
import { schemaIndexOf, simpleName } from '../schema-index.ts';
import { importMetadata } from './import-metadata.ts';
import { type ImportParams, parseImportParams, shownParams } from './import-params.ts';
import { type ImportReport, reportMessage } from './import-report.ts';

/** `POST /api/metadata` (API.md §4). */
export function registerImportRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/metadata', (request, reply) => {
    const account = accountOf(request);
    const params = parseImportParams(request.query as Query);
    const payload = payloadOf(instance, request);
    if (params.async) return importLater(instance, request, reply, { account, params, payload });
    return sendWebMessage(reply, reportMessage(instance.minor, importMetadata(instance, account, payload, params)));
  });
}

/** A body that is no JSON is a conflict here, with Jackson's words for it (recorded). */
function payloadOf({ minor }: Instance, request: FastifyRequest): Json {
  const text = unpackedBody(request).toString('utf8');
  try {
    const payload: unknown = JSON.parse(text);
    return isJson(payload) ? payload : {};
  } catch (error) {
    if (error instanceof SyntaxError) throw new WebMessageError(409, malformedJsonMessage(minor, text));
    throw error;
  }
}

interface Import {
  readonly account: Account;
  readonly params: ImportParams;
  readonly payload: Json;
}

function importLater(instance: Instance, request: FastifyRequest, reply: FastifyReply, given: Import): FastifyReply {
  const { account, params, payload } = given;
  const shown = shownParams(instance.minor, params);
  const job = startJob(instance, {
    type: 'METADATA_IMPORT',
    legacyName: 'metadataImport',
    ...(instance.minor >= 41 ? { parameters: shown } : {}),
    run: (note) => {
      const report = importMetadata(instance, account, payload, params);
      noteImport(instance, account, note, { payload, report, shown });
      const importParams = instance.minor >= 41 ? shown : { ...shown, username: account.username };
      return { importParams, ...report };
    },
  });
  reply.header('Location', `${baseUrlOf(request)}/api/system/tasks/METADATA_IMPORT`);
  return sendWebMessage(reply, jobMessage(instance, job));
}

interface Imported {
  readonly payload: Json;
  readonly report: ImportReport;
  readonly shown: Record<string, unknown>;
}

/** The notes of an import job: a few words up to 2.40, a line for every step from 2.41 on (recorded). */
function noteImport(instance: Instance, account: Account, note: JobNote, { report, shown }: Imported): void {
  const { byKlass } = schemaIndexOf(instance);
  const { created, updated, deleted, ignored } = report.stats;
  if (instance.minor <= 40) {
    note(`(${account.username}) Import:Start`);
    for (const { klass, stats } of report.typeReports) {
      const name = simpleName(klass);
      if (stats.created > 0) note(`(${account.username}) Creating ${stats.created} object(s) of type ${name}`);
      if (stats.updated > 0) note(`(${account.username}) Updating ${stats.updated} object(s) of type ${name}`);
    }
    note(`(${account.username}) Import:Done took 0.085509 sec.`, { completed: true });
    return;
  }
  note('Metadata import started', { dataType: 'PARAMETERS', data: jobData(instance.minor, shown) });
  for (const stage of STAGES) note(stage);
  for (const { klass, stats } of report.typeReports) {
    const name = simpleName(byKlass.get(klass)?.klass ?? klass);
    for (const [verb, hook, count] of [
      ['Creating', 'Create', stats.created],
      ['Updating', 'Update', stats.updated],
    ] as const) {
      if (count === 0) continue;
      const items = `${count} successful and 0 failed items`;
      for (const text of [
        `Running pre${hook} ${name} bundle hooks`,
        items,
        `${verb} ${count} ${name} object(s) as ${account.username}`,
        items,
        `Running post${hook} ${name} bundle hooks`,
        items,
      ])
        note(text);
    }
  }
  note(
    `Import complete with status ${report.status}, ${created} created, ${updated} updated, ${deleted} deleted, ${ignored} ignored`,
    { completed: true },
  );
}

const STAGES = [
  'Loading file resource',
  'Loading file content',
  'Running preCreateBundle',
  'Creating bundle',
  'Running postCreateBundle',
  'Validating bundle',
];

function jobData(minor: number, shown: Record<string, unknown>): Record<string, unknown> {
  const older = minor === 41 ? { overrideUser: null } : {};
  return { user: null, ...older, ...shown, filename: null, csvImportClass: null };
}
