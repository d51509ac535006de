import type { Counts } from '../../model/counts.ts';
import type { Finding } from '../../model/finding.ts';
import type { ImportError } from '../../model/import-report.ts';
import type { Uid } from '../../model/uid.ts';
import { loadPlanCounts, loadSourceObjectsByUid } from '../../store/planned-object.ts';
import { fileReferenceOf } from '../files/file-references.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import { batchesOf } from './batches.ts';
import { nameOf } from './read-sides.ts';
import { type Sendable, toPayload } from './send-batch.ts';
import { isTakenUnchecked } from './server-rules.ts';
import type { MetadataWriting } from './writing.ts';
import { orderWrites, type WritingOrder } from './writing-order.ts';

/** Counts what the plan would write, for a run that writes nothing. */
export async function countPlanned({ context, database }: MetadataWriting): Promise<void> {
  const counts: Record<string, Partial<Counts>> = {};
  for (const { type, action, count } of await loadPlanCounts(database, context.ledger.runId)) {
    if (action === 'create') counts[type] = { ...counts[type], created: count };
    if (action === 'update') counts[type] = { ...counts[type], updated: count };
  }
  await context.ledger.finishChunk({ stage: 'metadata', key: 'planned', counts, findings: [] });
}

/** Asks the target to validate what the plan would write (`importMode=VALIDATE`), and tells what it complains of. */
export async function validateMetadata(writing: MetadataWriting): Promise<void> {
  const { context, plan, database } = writing;
  const order = await orderWrites(database, context.ledger.runId, plan.selection.types);
  const waiting = waitingOf(order);
  let done = 0;
  for (const [wave, units] of order.waves.entries()) {
    for (const batch of batchesOf(units)) {
      context.signal.throwIfAborted();
      const uids = batch.flatMap((unit) => unit.members.flatMap((index) => order.objects[index]?.uid ?? []));
      const sendables = await loadAll(writing, uids);
      const { signal } = context;
      const report = await context.target.importMetadata(toPayload(sendables), { signal, validateOnly: true });
      const findings = report.errors.flatMap((error) => toFinding(error, sendables, waiting) ?? []);
      const key = `validate-${wave}/${uids[0] ?? ''}`;
      await context.ledger.finishChunk({ stage: 'metadata', key, counts: {}, findings });
      done += uids.length;
      context.progress.advanced('metadata', done, order.objects.length, sendables[0]?.type ?? '');
    }
  }
}

/** Objects that name objects which the target does not have yet. */
function waitingOf(order: WritingOrder): ReadonlySet<Uid> {
  return new Set(order.objects.filter((object) => object.needs.length > 0).map((object) => object.uid));
}

/** Transformed, but with the UIDs under which they would be stored. */
async function loadAll({ context, database, plan }: MetadataWriting, uids: readonly Uid[]): Promise<Sendable[]> {
  const toTarget = new Map(plan.selection.types.map((type) => [type, makeToTarget(type, plan.transform)]));
  const rows = await loadSourceObjectsByUid(database, context.ledger.runId, uids);
  return rows.map(({ type, object }) => {
    return { type, uid: object.id, object: toTarget.get(type)?.(object).object ?? object };
  });
}

/**
 * Complaints that say something of the object itself, whatever is stored beside it: missing and malformed properties, values
 * that are taken, users without a role (API.md §4.6).
 */
const ofTheObjectItself: ReadonlySet<string> = new Set(
  'E4000 E4001 E4002 E4003 E4004 E4005 E4006 E4007 E4008 E4014 E4028 E4049 E4054 E4055 E5003 E5004'.split(' '),
);

/**
 * As long as what an object names is not stored, the target complains of that in many ways (E5002, E6012, E3012 …), which says
 * nothing about the run to come.
 */
function toFinding(error: ImportError, sendables: readonly Sendable[], waiting: ReadonlySet<Uid>): Finding | undefined {
  const sent = sendables.find((each) => each.object.id === error.uid);
  if (sent && (waiting.has(sent.uid) || namesFile(sent)) && !ofTheObjectItself.has(error.code)) return undefined;
  const type = sent?.type ?? error.type ?? 'metadata';
  if (isTakenUnchecked(type, error.code)) return undefined;
  const name = sent && nameOf(sent.object);
  return {
    type,
    key: sent?.uid ?? error.uid ?? '*',
    name,
    cause: 'refused',
    code: error.code,
    message: error.message,
  };
}

/** Files are sent before the objects that name them; while nothing is written the target misses them too (E4015, E5002). */
function namesFile({ type, object }: Sendable): boolean {
  return fileReferenceOf(type)?.fileOf(object) !== undefined;
}
