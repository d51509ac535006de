import type { Counts } from '../../model/counts.ts';
import type { Finding } from '../../model/finding.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import type { RunContext } from '../run-context.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import { batchesOf } from './batches.ts';
import type { MetadataPlan } from './plan.ts';
import { nameOf } from './read-sides.ts';
import { withoutReferences } from './references.ts';
import { type Refusal, type Sendable, sendBatch } from './send-batch.ts';
import type { Unit } from './sending-order.ts';
import { orderWrites, type WritingOrder } from './writing-order.ts';

export interface MetadataWriting {
  readonly context: RunContext;
  readonly database: Database;
  readonly plan: MetadataPlan;
}

/** What is known in the middle of the stage. */
interface Progress {
  readonly order: WritingOrder;
  readonly done: Set<Uid>;
  /** Refused so far; tried once more when everything else is there. */
  readonly refused: Map<Uid, Refusal>;
  /** Written without some of their references, and to be written again. */
  readonly incomplete: Set<Uid>;
}

/**
 * Writes the planned metadata: wave by wave, then once more what was refused (what stood in its way may be there now),
 * then once more, complete, what had to be sent without some references. Yields the UIDs that the target refused.
 */
export async function writeMetadata(writing: MetadataWriting): Promise<ReadonlyMap<Uid, Refusal>> {
  const { context, plan } = writing;
  const order = await orderWrites(writing.database, context.ledger.runId, plan.selection.types);
  const progress: Progress = { order, refused: new Map(), ...(await doneBefore(context)) };
  context.progress.stageStarted('metadata', order.objects.length);
  await giveRoots(writing);
  for (const [wave, units] of order.waves.entries()) {
    for (const batch of batchesOf(units)) await writeBatch(writing, progress, batch, `wave-${wave}`);
  }
  await writeRefusedAgain(writing, progress);
  await writeIncompleteAgain(writing, progress);
  return progress.refused;
}

/** What an interrupted run has written already, and what of it was not complete: the facts of its chunks. */
async function doneBefore(context: RunContext): Promise<Pick<Progress, 'done' | 'incomplete'>> {
  const done = new Set<Uid>();
  const incomplete = new Set<Uid>();
  for await (const { facts } of context.ledger.chunkFacts('metadata')) {
    if (Array.isArray(facts.written)) for (const uid of facts.written) done.add(String(uid));
    if (Array.isArray(facts.incomplete)) for (const uid of facts.incomplete) incomplete.add(String(uid));
  }
  return { done, incomplete };
}

async function writeBatch(writing: MetadataWriting, progress: Progress, batch: readonly Unit[], wave: string) {
  writing.context.signal.throwIfAborted();
  const { objects } = progress.order;
  const cut = new Map<Uid, ReadonlySet<Uid>>();
  const pending: Uid[][] = [];
  for (const unit of batch) {
    const members = unit.members.flatMap((index) => objects[index] ?? []);
    for (const index of unit.members) {
      const object = objects[index];
      if (object && unit.again && object.action === 'create') progress.incomplete.add(object.uid);
      if (object) cut.set(object.uid, unit.cut.get(index) ?? new Set());
    }
    pending.push(members.map((member) => member.uid).filter((uid) => !progress.done.has(uid)));
  }
  const units = await loadSendables(writing, progress, pending, cut);
  if (units.length === 0) return;
  const result = await sendBatch(units, (payload) =>
    writing.context.target.importMetadata(payload, { signal: writing.context.signal }),
  );
  for (const [uid, refusal] of result.refused) progress.refused.set(uid, refusal);
  await acknowledge(writing, progress, result.accepted, `${wave}/${pending.flat()[0] ?? ''}`);
}

/** Stores what the target has taken, and then counts it as done. */
async function acknowledge(writing: MetadataWriting, progress: Progress, accepted: readonly Sendable[], key: string) {
  const counts: Record<MetadataType, { created: number; updated: number }> = {};
  const actions = new Map(progress.order.objects.map((object) => [object.uid, object.action]));
  for (const sent of accepted) {
    const entry = counts[sent.type] ?? { created: 0, updated: 0 };
    entry[actions.get(sent.uid) === 'create' ? 'created' : 'updated'] += 1;
    counts[sent.type] = entry;
    progress.done.add(sent.uid);
    progress.refused.delete(sent.uid);
  }
  if (accepted.length === 0) return;
  const written = accepted.map((sent) => sent.uid);
  const incomplete = written.filter((uid) => progress.incomplete.has(uid));
  const facts = { written, incomplete };
  await writing.context.ledger.finishChunk({ stage: 'metadata', key, counts, findings: [], facts });
  const type = accepted[0]?.type ?? '';
  writing.context.progress.advanced('metadata', progress.done.size, progress.order.objects.length, type);
  if (accepted.some((sent) => sent.type === 'organisationUnits' && !sent.object.parent)) await giveRoots(writing);
}

/** Objects as the target should get them, without the references that are cut or that lead to what was refused. */
async function loadSendables(
  writing: MetadataWriting,
  progress: Progress,
  units: readonly (readonly Uid[])[],
  cut: ReadonlyMap<Uid, ReadonlySet<Uid>>,
): Promise<Sendable[][]> {
  const { context, database, plan } = writing;
  const toTarget = new Map(plan.selection.types.map((type) => [type, makeToTarget(type, plan.transform)]));
  const rows = await loadSourceObjectsByUid(database, context.ledger.runId, units.flat());
  const needs = new Map(progress.order.objects.map((object) => [object.uid, object.needs]));
  const loaded = new Map<Uid, Sendable>();
  for (const { type, object } of rows) {
    const missing = (needs.get(object.id) ?? []).map((need) => need.uid).filter((uid) => progress.refused.has(uid));
    if (missing.length > 0) progress.incomplete.add(object.id);
    const without = new Set([...missing, ...(cut.get(object.id) ?? [])]);
    const trimmed = without.size === 0 ? object : withoutReferences(object, without);
    const transformed = toTarget.get(type)?.(trimmed);
    if (transformed) loaded.set(object.id, { type, uid: object.id, object: transformed.object });
  }
  return units.map((unit) => unit.flatMap((uid) => loaded.get(uid) ?? [])).filter((unit) => unit.length > 0);
}

async function writeRefusedAgain(writing: MetadataWriting, progress: Progress): Promise<void> {
  const { context } = writing;
  const types = new Map(progress.order.objects.map((object) => [object.uid, object.type]));
  const uids = [...progress.refused.keys()].filter((uid) => types.has(uid));
  for (let start = 0; start < uids.length; start += 200) {
    const units = await loadSendables(
      writing,
      progress,
      uids.slice(start, start + 200).map((uid) => [uid]),
      new Map(),
    );
    const result = await sendBatch(units, (payload) =>
      context.target.importMetadata(payload, { signal: context.signal }),
    );
    for (const [uid, refusal] of result.refused) progress.refused.set(uid, refusal);
    await acknowledge(writing, progress, result.accepted, `again/${uids[start] ?? ''}`);
  }
  const names = new Map<Uid, string | undefined>();
  for (let start = 0; start < uids.length; start += 500) {
    const rows = await loadSourceObjectsByUid(writing.database, context.ledger.runId, uids.slice(start, start + 500));
    for (const { object } of rows) names.set(object.id, nameOf(object));
  }
  const counts: Record<MetadataType, Partial<Counts> & { refused: number }> = {};
  const findings: Finding[] = [];
  for (const [uid, refusal] of progress.refused) {
    const type = types.get(uid);
    if (type === undefined) continue;
    const entry = counts[type] ?? { refused: 0 };
    entry.refused += 1;
    counts[type] = entry;
    findings.push({ type, key: uid, name: names.get(uid), cause: 'refused', ...refusal });
  }
  await context.ledger.finishChunk({ stage: 'metadata', key: 'refused', counts, findings });
}

/** The second pass: objects that were sent without some of their references are sent again, complete. */
async function writeIncompleteAgain(writing: MetadataWriting, progress: Progress): Promise<void> {
  const { context } = writing;
  const finished = await context.ledger.finishedKeys('metadata');
  const uids = [...progress.incomplete].filter((uid) => progress.done.has(uid));
  for (let start = 0; start < uids.length; start += 500) {
    const slice = uids.slice(start, start + 500);
    const key = `complete/${slice[0] ?? ''}`;
    if (finished.has(key)) continue;
    const units = await loadSendables(
      writing,
      progress,
      slice.map((uid) => [uid]),
      new Map(),
    );
    const result = await sendBatch(units, (payload) =>
      context.target.importMetadata(payload, { signal: context.signal }),
    );
    const types = new Map(progress.order.objects.map((object) => [object.uid, object.type]));
    const findings = [...result.refused].map(
      ([uid, refusal]): Finding => ({
        type: types.get(uid) ?? '',
        key: uid,
        cause: 'refused',
        code: refusal.code,
        message: `stored without some of its references: ${refusal.message}`,
      }),
    );
    await context.ledger.finishChunk({ stage: 'metadata', key, counts: {}, findings });
  }
}

/**
 * Gives the account in use the root org units of the source that the target has by now: without them DHIS2 refuses data
 * even from an account with all authorities (API.md §1, "Sync user needs").
 */
async function giveRoots(writing: MetadataWriting): Promise<void> {
  const { context, plan } = writing;
  const roots: Uid[] = [];
  const units = context.target.readMetadata('organisationUnits', { signal: context.signal, fields: 'id,level' });
  for await (const unit of units) if (unit.level === 1) roots.push(unit.id);
  const account = context.target.facts.account;
  const has = new Set(account.organisationUnits);
  const missing = roots.filter((uid) => !has.has(uid));
  if (missing.length > 0 && plan.selection.types.length > 0) {
    await context.target.assignOrganisationUnits(missing, context.signal);
  }
}
