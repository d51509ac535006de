import { z } from 'zod';
import type { ImportError, ImportReport, ImportStatus } from '../../model/import-report.ts';
import type { TrackerType } from '../../model/tracker-objects.ts';
import { undetailedReport } from './undetailed.ts';
import { type ImportReply, noStats, statsSchema, toStats, toStatus, webMessageSchema } from './web-message.ts';

const trackerTypes: Readonly<Record<string, TrackerType>> = {
  TRACKED_ENTITY: 'trackedEntities',
  ENROLLMENT: 'enrollments',
  EVENT: 'events',
  RELATIONSHIP: 'relationships',
};

/** 2.38 says `warningCode` for warnings; `args` may hold whole objects printed by Java and is left alone. */
const complaintSchema = z.looseObject({
  message: z.string().default(''),
  errorCode: z.string().optional(),
  warningCode: z.string().optional(),
  trackerType: z.string().optional(),
  uid: z.string().optional(),
});

const objectReportSchema = z.looseObject({
  trackerType: z.string().optional(),
  uid: z.string().optional(),
  index: z.number().optional(),
  errorReports: z.array(complaintSchema).nullish(),
});

/** What `POST /api/tracker` answers and what the job report holds (API.md §9.2). */
const trackerReportSchema = z.looseObject({
  status: z.string(),
  stats: statsSchema.optional(),
  message: z.string().nullish(),
  validationReport: z
    .looseObject({
      errorReports: z.array(complaintSchema).nullish(),
      warningReports: z.array(complaintSchema).nullish(),
    })
    .nullish(),
  bundleReport: z
    .looseObject({
      typeReportMap: z
        .record(z.string(), z.looseObject({ objectReports: z.array(objectReportSchema).nullish() }))
        .nullish(),
    })
    .nullish(),
});

/**
 * The report of a tracker import. With atomicMode=OBJECT the server says OK when it refused some objects, even when it
 * refused all (recorded on 2.40 … 2.42): then the status is WARNING, or ERROR where nothing at all was taken.
 */
export function decodeTrackerReport(reply: ImportReply): ImportReport {
  const wrapper = webMessageSchema.safeParse(reply.body).data;
  const parsed = trackerReportSchema.safeParse(wrapper?.response ?? reply.body);
  if (!parsed.success || parsed.data.validationReport == null) return undetailedReport(reply);
  const { status, stats, validationReport, bundleReport, message } = parsed.data;
  const persisting = Object.values(bundleReport?.typeReportMap ?? {}).flatMap((type) =>
    (type.objectReports ?? []).flatMap((object) =>
      (object.errorReports ?? []).map((error) =>
        toError({ ...error, uid: error.uid ?? object.uid, trackerType: error.trackerType ?? object.trackerType }),
      ),
    ),
  );
  const errors = [...(validationReport.errorReports ?? []).map(toError), ...persisting];
  const told = stats === undefined ? noStats : toStats(stats);
  return {
    status: ownStatus(toStatus(status), errors.length > 0, told.created + told.updated + told.deleted > 0),
    stats: told,
    errors,
    warnings: (validationReport.warningReports ?? []).map(toError),
    message: message ?? wrapper?.message,
    detailed: true,
    httpStatus: reply.httpStatus,
  };
}

function ownStatus(status: ImportStatus, hasErrors: boolean, hasTaken: boolean): ImportStatus {
  if (status !== 'OK' || !hasErrors) return status;
  return hasTaken ? 'WARNING' : 'ERROR';
}

function toError(complaint: z.infer<typeof complaintSchema>): ImportError {
  return {
    type: trackerTypes[complaint.trackerType ?? ''],
    uid: complaint.uid,
    code: complaint.errorCode ?? complaint.warningCode ?? 'UNKNOWN',
    message: complaint.message,
  };
}
