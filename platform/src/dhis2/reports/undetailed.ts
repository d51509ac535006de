import type { ImportReport, ValueImportReport } from '../../model/import-report.ts';
import { type ImportReply, noStats, webMessageSchema } from './web-message.ts';

/** The report of a refusal that names no object: an internal error, a body that could not be read or was too large. */
export function undetailedReport(reply: ImportReply): ImportReport {
  const { code, message } = refusal(reply);
  return {
    status: 'ERROR',
    stats: noStats,
    errors: [{ code, message }],
    warnings: [],
    message,
    detailed: false,
    httpStatus: reply.httpStatus,
  };
}

/** The same for data values and completeness registrations. */
export function undetailedValueReport(reply: ImportReply): ValueImportReport {
  const { code, message } = refusal(reply);
  return {
    status: 'ERROR',
    imported: 0,
    updated: 0,
    ignored: 0,
    deleted: 0,
    conflicts: [{ code, message, indexes: [] }],
    rejectedIndexes: [],
    message,
    detailed: false,
    httpStatus: reply.httpStatus,
  };
}

function refusal(reply: ImportReply): { code: string; message: string } {
  const wrapper = webMessageSchema.safeParse(reply.body).data;
  return {
    code: wrapper?.errorCode ?? `HTTP${reply.httpStatus}`,
    message: wrapper?.message ?? (reply.text || `HTTP ${reply.httpStatus}`),
  };
}
