import type { Uid } from '../../model/uid.ts';
import { batchesOf } from './batches.ts';
import { executeSqlViews } from './execute-sql-views.ts';
import { inviteNewAccounts } from './new-accounts.ts';
import { writeIncompleteAgain, writeRefusedAgain } from './second-pass.ts';
import { type Refusal, sendBatch } from './send-batch.ts';
import type { Unit } from './sending-order.ts';
import {
  acknowledge,
  importer,
  loadSendables,
  type MetadataWriting,
  resumeWriting,
  type WritingState,
} from './writing.ts';
import { orderWrites } from './writing-order.ts';

/**
 * Writes the planned metadata: wave by wave, then once more what was refused, then once more, complete, what the target
 * holds without some of its references. Gives the objects that the target refused.
 */
export async function writeMetadata(writing: MetadataWriting): Promise<ReadonlyMap<Uid, Refusal>> {
  const { context, plan } = writing;
  const order = await orderWrites(writing.database, context.ledger.runId, plan.selection.types);
  const state = await resumeWriting(context, order);
  context.progress.stageStarted('metadata', order.objects.length);
  await giveRoots(writing);
  for (const [wave, units] of order.waves.entries()) {
    for (const batch of batchesOf(units)) await writeBatch(writing, state, batch, wave);
  }
  await writeRefusedAgain(writing, state);
  await writeIncompleteAgain(writing, state);
  await executeSqlViews(writing, state);
  await inviteNewAccounts(writing, state);
  return state.refused;
}

async function writeBatch(
  writing: MetadataWriting,
  state: WritingState,
  batch: readonly Unit[],
  wave: number,
): Promise<void> {
  writing.context.signal.throwIfAborted();
  const cut = new Map<Uid, ReadonlySet<Uid>>();
  const pending = batch.map((unit) =>
    unit.members.flatMap((index) => {
      const object = state.order.objects[index];
      if (!object) return [];
      if (unit.again && object.action === 'create') state.incomplete.add(object.uid);
      cut.set(object.uid, unit.cut.get(index) ?? new Set());
      return state.done.has(object.uid) ? [] : [object.uid];
    }),
  );
  const units = await loadSendables(writing, state, pending, cut);
  if (units.length === 0) return;
  const result = await sendBatch(units, importer(writing));
  for (const [uid, refusal] of result.refused) state.refused.set(uid, refusal);
  await acknowledge(writing, state, result.accepted, `wave-${wave}`);
  const hasRoots = result.accepted.some((sent) => sent.type === 'organisationUnits' && !sent.object.parent);
  if (hasRoots) await giveRoots(writing);
  if (result.accepted.length > 0) writing.context.timeSlice?.throwIfAborted();
}

/**
 * Gives the account in use the root org units that the target has by now: without them DHIS2 refuses data even from an
 * account with all authorities (API.md §1, "Sync user needs").
 */
async function giveRoots({ context }: MetadataWriting): Promise<void> {
  const roots: Uid[] = [];
  const units = context.target.readMetadata('organisationUnits', { signal: context.signal, fields: 'id,level' });
  for await (const unit of units) if (unit.level === 1) roots.push(unit.id);
  const has = new Set(context.target.facts.account.organisationUnits);
  const missing = roots.filter((uid) => !has.has(uid));
  if (missing.length > 0) await context.target.assignOrganisationUnits(missing, context.signal);
}
