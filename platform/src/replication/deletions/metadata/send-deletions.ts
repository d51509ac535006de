import type { ImportReport } from '../../../model/import-report.ts';
import type { MetadataPayload, MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import type { Refusal } from '../../metadata/send-batch.ts';

export type DeleteMetadata = (payload: MetadataPayload) => Promise<ImportReport>;

/** What the target says of an object that is not there: it was taken along with another one, or by an earlier attempt. */
const absent = 'E5001';

/**
 * Deletes objects of one type, and gives those that the target refused, with its words. From 2.41 on a veto (E4030) concerns
 * its object alone and the others go; before, it undoes the whole request and names none, so that the request is halved.
 * An absent object undoes the request in every release (API.md §4.5, and the recordings `deletions.jsonl`).
 */
export async function sendDeletions(
  type: MetadataType,
  uids: readonly Uid[],
  deleteMetadata: DeleteMetadata,
): Promise<ReadonlyMap<Uid, Refusal>> {
  if (uids.length === 0) return new Map();
  const report = await deleteMetadata({ [type]: uids.map((id) => ({ id })) });
  if (report.status === 'OK') return new Map();
  const named = report.detailed ? namedRefusals(report, uids) : new Map<Uid, Refusal>();
  if (named.size === 0) return sendHalves(type, uids, report, deleteMetadata);
  const refused = new Map([...named].filter(([, { code }]) => code !== absent));
  if (report.status === 'WARNING') return refused;
  const others = uids.filter((uid) => !named.has(uid));
  return new Map([...refused, ...(await sendDeletions(type, others, deleteMetadata))]);
}

function namedRefusals(report: ImportReport, uids: readonly Uid[]): Map<Uid, Refusal> {
  const sent = new Set(uids);
  const refusals = new Map<Uid, Refusal>();
  for (const { uid, index, code, message } of report.errors) {
    const of = uid ?? uids[index ?? -1];
    if (of !== undefined && sent.has(of) && !refusals.has(of)) refusals.set(of, { code, message });
  }
  return refusals;
}

async function sendHalves(
  type: MetadataType,
  uids: readonly Uid[],
  report: ImportReport,
  deleteMetadata: DeleteMetadata,
): Promise<ReadonlyMap<Uid, Refusal>> {
  const [only] = uids;
  if (uids.length === 1 && only !== undefined) {
    const [error] = report.errors;
    const message = error?.message ?? report.message ?? 'the target gave no reason';
    return new Map([[only, { code: error?.code ?? `HTTP${report.httpStatus}`, message }]]);
  }
  const middle = uids.length >> 1;
  const first = await sendDeletions(type, uids.slice(0, middle), deleteMetadata);
  return new Map([...first, ...(await sendDeletions(type, uids.slice(middle), deleteMetadata))]);
}
