import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import { parseJson, unpackedBody } from '../body.ts';
import type { Account, Instance } from '../instance.ts';
import { type JobNote, jobMessage, startJob } from '../system/jobs.ts';
import { systemSettingsOf } from '../system/settings-routes.ts';
import { sendWebMessage } from '../web-message.ts';
import { type DataValueSetBody, readDataValueSet } from './data-value-body.ts';
import { readCsvDataValueSet } from './data-value-csv.ts';
import { exportCsv, exportJson, outputSchemesOf } from './data-value-export.ts';
import { importDataValueSet } from './data-value-import.ts';
import { importDataEntry } from './data-value-import-43.ts';
import { exportFilterOf } from './export-filter.ts';
import { type ImportOptions, importOptionsOf } from './import-options.ts';
import { type ImportSummary, importSummaryMessage } from './import-summary.ts';
import { queryOf } from './query.ts';

/** `/api/dataValueSets`, both ways (API.md §8.1, §8.2). */
export function registerDataValueSetRoutes(app: FastifyInstance, instance: Instance): void {
  const exportAs = (format: 'json' | 'csv') => (request: FastifyRequest, reply: FastifyReply) => {
    const query = queryOf(request);
    const filter = exportFilterOf(instance, accountOf(request), query, { since: 'lastUpdated', needsDataSet: false });
    const isCsv = (query.one('format') ?? format) === 'csv' || wantsCsv(instance, request);
    const chunks = (isCsv ? exportCsv : exportJson)(instance, filter, outputSchemesOf(query));
    return reply
      .type(`application/${isCsv ? 'csv' : 'json'};charset=UTF-8`)
      .header('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate')
      .send(Readable.from(chunks));
  };
  app.get('/api/dataValueSets', exportAs('json'));
  app.get('/api/dataValueSets.csv', exportAs('csv'));
  app.post('/api/dataValueSets', (request, reply) => {
    const options = importOptionsOf(instance, queryOf(request));
    const account = accountOf(request);
    if (options.flags.async) return importLater(instance, account, options, request, reply);
    const summary = runImport(instance, account, options, readBody(request, options));
    return sendWebMessage(reply, importSummaryMessage(instance, summary, options.json));
  });
}

/** Up to 2.42 the format may be asked for by Accept too (API.md §8.1). */
function wantsCsv(instance: Instance, request: FastifyRequest): boolean {
  return instance.minor <= 42 && /^(application|text)\/csv/.test(request.headers.accept ?? '');
}

function readBody(request: FastifyRequest, { flags }: ImportOptions): DataValueSetBody {
  const bytes = unpackedBody(request);
  if (/csv/.test(request.headers['content-type'] ?? '')) {
    return readCsvDataValueSet(bytes.toString('utf8'), flags.firstRowIsHeader);
  }
  return readDataValueSet(parseJson(bytes));
}

function runImport(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  body: DataValueSetBody,
): ImportSummary {
  if (instance.minor <= 42) return importDataValueSet(instance, account, options, body);
  return importDataEntry(
    instance,
    account,
    options,
    body,
    String(systemSettingsOf(instance).dataEntryAutoGroup) === 'true',
  );
}

function importLater(
  instance: Instance,
  account: Account,
  options: ImportOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const job = startJob(instance, {
    type: 'DATAVALUE_IMPORT',
    legacyName: 'dataValueImport',
    ...(instance.minor >= 41 ? { parameters: options.json } : {}),
    run: (note) => {
      noteStart(instance, options, note);
      const summary = runImport(instance, account, options, readBody(request, options));
      noteEnd(instance, summary, note);
      return summary.toJson(options.json);
    },
  });
  reply.header('Location', `${request.protocol}://${request.host}/api/system/tasks/DATAVALUE_IMPORT`);
  return sendWebMessage(reply, jobMessage(instance, job));
}

/** What a job says before it imports, as recorded (dv-async-notifications). */
function noteStart(instance: Instance, options: ImportOptions, note: JobNote): void {
  if (instance.minor <= 40) {
    note('Process started');
    note('Importing data values');
    return;
  }
  const nulls = { preheatCache: null, filename: null, notificationLevel: null, dataSet: null };
  note('Data value set import', { dataType: 'PARAMETERS', data: { ...options.json, ...nulls } });
  note('Loading file resource');
  note('Loading file content');
  if (instance.minor === 41) {
    note('Importing data...');
    return;
  }
  for (const stage of ['Reading data set header', 'Creating import context', 'Preheat caches...']) note(stage);
  for (const stage of ['Loading base metadata', 'Run data set validation', 'Importing values (list)']) note(stage);
}

function noteEnd(instance: Instance, { status, importCount }: ImportSummary, note: JobNote): void {
  const { imported, updated, deleted, ignored } = importCount;
  if (instance.minor <= 40) {
    note('Import done', { completed: true });
    return;
  }
  if (instance.minor >= 42) note(`Import summary: [imports=${imported}, updates=${updated}, ignores=${ignored}]`);
  const counts = `${imported} created, ${updated} updated, ${deleted} deleted, ${ignored} ignored`;
  note(`Import complete with status ${status}, ${counts}`, { completed: true });
}
