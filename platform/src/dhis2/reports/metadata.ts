import { z } from 'zod';
import type { ImportError, ImportReport } from '../../model/import-report.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import { isUid } from '../../model/uid.ts';
import { undetailedReport } from './undetailed.ts';
import {
  type ImportReply,
  messageOf,
  noStats,
  statsSchema,
  toStats,
  toStatus,
  webMessageSchema,
} from './web-message.ts';

/** DHIS2 gives arguments as texts and, since 2.42, sometimes as numbers (E5003 on a level). */
const argumentsSchema = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(String));

const errorReportSchema = z.looseObject({
  message: z.string().default(''),
  errorCode: z.string().default('UNKNOWN'),
  mainId: z.string().optional(),
  errorProperty: z.string().optional(),
  /** The arguments of the message, in every release; `args` has the same from 2.41 on. */
  errorProperties: argumentsSchema.optional(),
  value: z.unknown().optional(),
});

const objectReportSchema = z.looseObject({
  klass: z.string().optional(),
  index: z.number().optional(),
  uid: z.string().optional(),
  errorReports: z.array(errorReportSchema).default([]),
});

const importReportSchema = z.looseObject({
  status: z.string(),
  stats: statsSchema.optional(),
  typeReports: z
    .array(z.looseObject({ klass: z.string().optional(), objectReports: z.array(objectReportSchema).default([]) }))
    .default([]),
});

type ErrorReport = z.infer<typeof errorReportSchema>;
type ObjectReport = z.infer<typeof objectReportSchema>;

/**
 * The report of a metadata import: wrapped in a WebMessage or raw (asynchronous summaries) (API.md §4.4).
 * The status is the report's own, not the wrapper's, which says WARNING for every refusal.
 */
export function decodeMetadataReport(reply: ImportReply, schemas: SchemaRegistry): ImportReport {
  const { httpStatus, body } = reply;
  const wrapper = webMessageSchema.safeParse(body).data;
  const parsed = importReportSchema.safeParse(wrapper?.response ?? body);
  const isReport = parsed.success && (parsed.data.stats !== undefined || parsed.data.typeReports.length > 0);
  if (!isReport) return undetailedReport(reply);
  const { status, stats, typeReports } = parsed.data;
  const told = typeReports.flatMap((typeReport) =>
    typeReport.objectReports.flatMap((report) => toErrors(report, typeReport.klass, schemas)),
  );
  // With atomicMode=NONE an object may be complained of and imported all the same (API.md §4.1), but one that lost a
  // reference is not what was sent: for us these are refusals too.
  return {
    status: toStatus(status),
    stats: stats === undefined ? noStats : toStats(stats),
    errors: told,
    warnings: [],
    message: messageOf(body) || undefined,
    detailed: true,
    httpStatus,
  };
}

function toErrors(report: ObjectReport, typeKlass: string | undefined, schemas: SchemaRegistry): ImportError[] {
  const type = schemas.byKlass.get(report.klass ?? typeKlass ?? '')?.plural;
  return report.errorReports.map((error) => ({
    type,
    uid: report.uid,
    index: report.index,
    code: error.errorCode,
    message: error.message,
    ...complaint(error),
  }));
}

/** What the error is about. DHIS2 says it in the arguments of the message, in an order that belongs to the code. */
function complaint(error: ErrorReport): Pick<ImportError, 'property' | 'value'> {
  const [first, second, third] = error.errorProperties ?? [];
  // E5002 "Invalid reference [uid] (Type) on object … for association `property`".
  if (error.errorCode === 'E5002') return { property: error.errorProperty ?? third, value: uidIn(first) };
  // E5003 "Property `property` with value `value` on object … already exists on object uid".
  if (error.errorCode === 'E5003') return { property: error.errorProperty ?? first, value: second };
  const value = error.value === undefined || error.value === null ? undefined : String(error.value);
  return { property: error.errorProperty, value };
}

function uidIn(text: string | undefined): string | undefined {
  const uid = /\[([^\]]+)\]/.exec(text ?? '')?.[1];
  return isUid(uid) ? uid : undefined;
}
