import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { unpackedJsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { jobMessage, startJob } from '../system/jobs.ts';
import { sendWebMessage } from '../web-message.ts';
import { importRegistrations } from './complete-registration-import.ts';
import { type CompleteDataSetRegistration, registrationKey, registrationsOf } from './complete-registration-store.ts';
import { defaultCategoryOptionCombo } from './data-value-context.ts';
import { type ExportFilter, exportFilterOf } from './export-filter.ts';
import { importOptionsOf } from './import-options.ts';
import { importSummaryMessage } from './import-summary.ts';
import { parsePeriod } from './period.ts';
import { queryOf } from './query.ts';

/** `/api/completeDataSetRegistrations` (API.md §8.3). */
export function registerCompleteRegistrationRoutes(app: FastifyInstance, instance: Instance): void {
  const path = '/api/completeDataSetRegistrations';
  app.get(path, (request) => {
    const words = { since: 'created', needsDataSet: true } as const;
    const filter = exportFilterOf(instance, accountOf(request), queryOf(request), words);
    const found = [...registrationsOf(instance).values()].filter((registration) => fits(registration, filter));
    return { completeDataSetRegistrations: found.slice(0, filter.limit).map(toJson) };
  });
  app.post(path, (request, reply) => {
    const options = importOptionsOf(instance, queryOf(request));
    const account = accountOf(request);
    const body = (unpackedJsonBody(request) ?? {}) as Record<string, unknown>;
    if (!options.flags.async) {
      const summary = importRegistrations(instance, account, options, body);
      return sendWebMessage(reply, importSummaryMessage(instance, summary, options.json));
    }
    const job = startJob(instance, {
      type: 'COMPLETE_DATA_SET_REGISTRATION_IMPORT',
      legacyName: 'inMemoryCompleteDataSetRegistrationImport',
      ...(instance.minor >= 41 ? { parameters: options.json } : {}),
      run: (note) => {
        const summary = importRegistrations(instance, account, options, body);
        note('Import done', { completed: true });
        return summary.toJson(options.json);
      },
    });
    return sendWebMessage(reply, jobMessage(instance, job));
  });
  app.delete(path, (request, reply) => {
    const query = queryOf(request);
    const period = parsePeriod(query.one('pe') ?? '')?.iso ?? '';
    for (const dataSet of query.many('ds')) {
      const organisationUnit = query.one('ou') ?? '';
      const attributeOptionCombo = defaultCategoryOptionCombo(instance)?.id ?? '';
      registrationsOf(instance).delete(registrationKey({ dataSet, period, organisationUnit, attributeOptionCombo }));
    }
    return reply.code(204).send();
  });
}

function fits(registration: CompleteDataSetRegistration, filter: ExportFilter): boolean {
  const period = parsePeriod(registration.period);
  const { span, periods, lastUpdated } = filter;
  if (!filter.dataSets.includes(registration.dataSet) || !filter.orgUnits.has(registration.organisationUnit)) {
    return false;
  }
  if (lastUpdated !== undefined && (registration.moment ?? Date.parse(registration.date)) < lastUpdated) return false;
  if (periods.size > 0) return periods.has(registration.period);
  return !span || (period !== undefined && period.start >= span.start && period.end <= span.end);
}

/** `lastUpdated` and `lastUpdatedBy` are imported but not told (recorded: complete-export). */
function toJson({ lastUpdatedBy: _untold, moment: _time, ...registration }: CompleteDataSetRegistration): unknown {
  return registration;
}
