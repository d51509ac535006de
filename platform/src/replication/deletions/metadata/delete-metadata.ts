import type { Finding } from '../../../model/finding.ts';
import type { MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import type { Refusal } from '../../metadata/send-batch.ts';
import type { MetadataWriting } from '../../metadata/writing.ts';
import { type DeletionBatch, type DoomedObject, planDeletionOrder } from './deletion-order.ts';
import { type DoomedMetadata, readDoomed } from './doomed-metadata.ts';
import { sendDeletions } from './send-deletions.ts';

/** What is known in the middle of the work. */
interface DeletionState {
  readonly byUid: ReadonlyMap<Uid, DoomedObject>;
  readonly refused: Map<Uid, Refusal>;
  /** Objects that the source has after all. */
  readonly appeared: Set<Uid>;
  gone: number;
}

/**
 * Deletes what only the target has, whatever names an object before the object. What is refused is tried again as long as
 * others still go: what stood in its way may be gone by then.
 */
export async function deleteMetadata(writing: MetadataWriting, doomed: DoomedMetadata): Promise<void> {
  const { context } = writing;
  const finished = await finishedUids(writing);
  const left = new Map([...doomed.objects].map(([type, rows]) => [type, rows.filter(({ uid }) => !finished.has(uid))]));
  const { there, spared } = await readDoomed(writing, left);
  const state: DeletionState = {
    byUid: new Map(there.map((object) => [object.uid, object])),
    refused: new Map(),
    appeared: new Set(),
    gone: finished.size,
  };
  await tellGoneBefore(writing, left, state, spared);
  const order = (type: MetadataType) => context.target.facts.schemas.byPlural.get(type)?.order ?? 0;
  for (const batch of planDeletionOrder(there, order)) await deleteBatch(writing, state, batch);
  while (state.refused.size > 0) {
    const before = state.refused.size;
    const refused = there.filter(({ uid }) => state.refused.has(uid));
    for (const batch of planDeletionOrder(refused, order)) await deleteBatch(writing, state, batch);
    if (state.refused.size === before) break;
  }
  await tellKept(writing, state);
}

/** What an interrupted run has deleted already. */
async function finishedUids({ context }: MetadataWriting): Promise<Set<Uid>> {
  const finished = new Set<Uid>();
  for await (const { facts } of context.ledger.chunkFacts('deletions')) {
    if (Array.isArray(facts.deleted)) for (const uid of facts.deleted) finished.add(String(uid));
  }
  return finished;
}

/** Objects that were there when the run was planned and are not now: deleted by an attempt whose answer was lost. */
async function tellGoneBefore(
  { context }: MetadataWriting,
  left: DoomedMetadata['objects'],
  state: DeletionState,
  spared: ReadonlySet<Uid>,
): Promise<void> {
  for (const [type, rows] of left) {
    const gone = rows.map(({ uid }) => uid).filter((uid) => !state.byUid.has(uid) && !spared.has(uid));
    await acknowledge(context, state, type, gone);
  }
}

async function deleteBatch(
  { context }: MetadataWriting,
  state: DeletionState,
  { type, uids }: DeletionBatch,
): Promise<void> {
  const { source, target, signal } = context;
  signal.throwIfAborted();
  // A last look: an object is only missing on the source if the source, asked for it by its UID, does not have it.
  for await (const { id } of source.readMetadata(type, { signal, uids, fields: 'id' })) state.appeared.add(id);
  const asked = uids.filter((uid) => !state.appeared.has(uid));
  if (asked.length === 0) return;
  const refused = await sendDeletions(type, asked, (payload) =>
    target.importMetadata(payload, { signal, importStrategy: 'DELETE' }),
  );
  const kept = new Set<Uid>();
  for await (const { id } of target.readMetadata(type, { signal, uids: asked, fields: 'id' })) kept.add(id);
  for (const uid of asked) {
    const silent = { code: 'NOT_DELETED', message: 'the target says that it deleted the object, and still has it' };
    if (kept.has(uid)) state.refused.set(uid, refused.get(uid) ?? silent);
    else state.refused.delete(uid);
  }
  await acknowledge(
    context,
    state,
    type,
    asked.filter((uid) => !kept.has(uid)),
  );
}

/** The first of the objects names the chunk: each is deleted once, also by a run that is taken up again. */
async function acknowledge(
  { ledger, progress }: MetadataWriting['context'],
  state: DeletionState,
  type: MetadataType,
  deleted: readonly Uid[],
): Promise<void> {
  const [first] = deleted;
  if (first === undefined) return;
  const key = `metadata/${type}/${first}`;
  const counts = { [type]: { deleted: deleted.length } };
  await ledger.finishChunk({ stage: 'deletions', key, counts, findings: [], facts: { deleted } });
  state.gone += deleted.length;
  progress.advanced('deletions', state.gone, undefined, type);
}

/** Tells what stayed, with the server's own words and what else names it. */
async function tellKept({ context }: MetadataWriting, state: DeletionState): Promise<void> {
  const findings: Finding[] = [];
  for (const [uid, { code, message }] of state.refused) {
    const object = state.byUid.get(uid);
    if (object === undefined) continue;
    const { type, name } = object;
    findings.push({ type, key: uid, name, cause: 'refused', code, message: message + naming(state, uid) });
  }
  for (const uid of state.appeared) {
    const object = state.byUid.get(uid);
    if (object === undefined) continue;
    const message = 'the source has it by now; it was not deleted';
    const { type, name } = object;
    findings.push({ type, key: uid, name, cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE', message });
  }
  await context.ledger.finishChunk({ stage: 'deletions', key: 'metadata/kept', counts: {}, findings });
}

/** Which of the objects that stay name this one. */
function naming({ refused, byUid }: DeletionState, uid: Uid): string {
  const names = [...refused.keys()].flatMap((other) => {
    const object = byUid.get(other);
    return object?.needs.some((need) => need.uid === uid) ? [`${object.type} ${other}`] : [];
  });
  return names.length === 0 ? '' : ` (named by ${names.slice(0, 5).join(', ')})`;
}
