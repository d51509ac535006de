import { z } from 'zod';
import type { ValueConflict, ValueImportReport } from '../../model/import-report.ts';
import { undetailedValueReport } from './undetailed.ts';
import { type ImportReply, toStatus, webMessageSchema } from './web-message.ts';

const conflictSchema = z.looseObject({
  object: z.string().optional(),
  /** The server's words. */
  value: z.string().optional(),
  errorCode: z.string().optional(),
  property: z.string().optional(),
  indexes: z.array(z.number()).default([]),
});

/** `ImportSummary` of data values and completeness registrations (API.md §8.2, §8.3). */
const importSummarySchema = z.looseObject({
  status: z.string(),
  description: z.string().optional(),
  importCount: z.looseObject({
    imported: z.number().default(0),
    updated: z.number().default(0),
    ignored: z.number().default(0),
    deleted: z.number().default(0),
  }),
  conflicts: z.array(conflictSchema).default([]),
  rejectedIndexes: z.array(z.number()).default([]),
});

/**
 * The report of an import of data values or completeness registrations: wrapped in a WebMessage or plain. Completeness
 * says SUCCESS beside conflicts (API.md §8.3): then the status is WARNING, so that nobody has to look twice.
 */
export function decodeValueReport(reply: ImportReply): ValueImportReport {
  const wrapper = webMessageSchema.safeParse(reply.body).data;
  const parsed = importSummarySchema.safeParse(wrapper?.response ?? reply.body);
  if (!parsed.success) return undetailedValueReport(reply);
  const { status, description, importCount, conflicts, rejectedIndexes } = parsed.data;
  const ownStatus = toStatus(status);
  const { imported, updated, ignored, deleted } = importCount;
  return {
    status: ownStatus === 'OK' && conflicts.length > 0 ? 'WARNING' : ownStatus,
    imported,
    updated,
    ignored,
    deleted,
    conflicts: conflicts.map(toConflict),
    rejectedIndexes: rejectedIndexes.filter((index) => index >= 0),
    message: wrapper?.message ?? description,
    detailed: true,
    httpStatus: reply.httpStatus,
  };
}

function toConflict(conflict: z.infer<typeof conflictSchema>): ValueConflict {
  return {
    code: conflict.errorCode ?? 'CONFLICT',
    message: conflict.value ?? '',
    property: conflict.property,
    value: conflict.object,
    // 2.43 says -1 where the whole body is meant (E81xx).
    indexes: conflict.indexes.filter((index) => index >= 0),
  };
}
