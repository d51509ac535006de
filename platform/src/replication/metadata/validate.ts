import type { Finding } from '../../model/finding.ts';
import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import { batchesOf } from './batches.ts';
import { nameOf } from './read-sides.ts';
import { type Sendable, toPayload } from './send-batch.ts';
import type { MetadataWriting } from './writing.ts';
import { orderWrites } from './writing-order.ts';

/**
 * A dry run: counts what would be written, and asks the target to validate it. Objects that name others of the plan are
 * complained of as long as these are not stored (E5002); such complaints say nothing and are left out.
 */
export async function validateMetadata(writing: MetadataWriting): Promise<void> {
  const { context, plan, database } = writing;
  const order = await orderWrites(database, context.ledger.runId, plan.selection.types);
  const planned = new Set(order.objects.map((object) => object.uid));
  const actions = new Map(order.objects.map((object) => [object.uid, object.action]));
  const toTarget = new Map(plan.selection.types.map((type) => [type, makeToTarget(type, plan.transform)]));
  let done = 0;
  for (const [wave, units] of order.waves.entries()) {
    for (const batch of batchesOf(units)) {
      context.signal.throwIfAborted();
      const uids = batch.flatMap((unit) => unit.members.flatMap((index) => order.objects[index]?.uid ?? []));
      const rows = await loadSourceObjectsByUid(database, context.ledger.runId, uids);
      const sendables = rows.map(({ type, object }): Sendable => {
        return { type, uid: object.id, object: toTarget.get(type)?.(object).object ?? object };
      });
      const report = await context.target.importMetadata(toPayload(sendables), {
        signal: context.signal,
        validateOnly: true,
      });
      const counts: Record<string, { created: number; updated: number }> = {};
      for (const { type, uid } of sendables) {
        const entry = counts[type] ?? { created: 0, updated: 0 };
        entry[actions.get(uid) === 'create' ? 'created' : 'updated'] += 1;
        counts[type] = entry;
      }
      const findings = report.errors
        .filter((error) => !(error.code === 'E5002' && namesPlanned(error.message, planned)))
        .map((error): Finding => {
          const sent = sendables.find((each) => each.object.id === error.uid);
          const name = sent ? nameOf(sent.object) : undefined;
          const base = { type: sent?.type ?? error.type ?? 'metadata', key: sent?.uid ?? error.uid ?? '*', name };
          return { ...base, cause: 'refused', code: error.code, message: error.message };
        });
      await context.ledger.finishChunk({
        stage: 'metadata',
        key: `validate-${wave}/${uids[0] ?? ''}`,
        counts,
        findings,
      });
      done += uids.length;
      context.progress.advanced('metadata', done, order.objects.length, sendables[0]?.type ?? '');
    }
  }
}

/** `Invalid reference [abcdefghijk] (DataElement) …` */
function namesPlanned(message: string, planned: ReadonlySet<string>): boolean {
  return [...message.matchAll(/[A-Za-z][A-Za-z0-9]{10}/g)].some(([uid]) => planned.has(uid));
}
