import type { Finding } from '../../model/finding.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import type { RunContext } from '../run-context.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import { findMissedFiles } from './missing-files.ts';
import type { MetadataPlan } from './plan.ts';
import { withoutReferences } from './references.ts';
import { withStandInSecret } from './secrets.ts';
import type { ImportMetadata, Refusal, Sendable } from './send-batch.ts';
import { withSwitches } from './switches.ts';
import { updatesBeside } from './update-beside.ts';
import type { WritingOrder, WrittenObject } from './writing-order.ts';

/** What writing metadata is given. */
export interface MetadataWriting {
  readonly context: RunContext;
  readonly database: Database;
  readonly plan: MetadataPlan;
}

/** What is known in the middle of the stage. */
export interface WritingState {
  readonly order: WritingOrder;
  readonly byUid: ReadonlyMap<Uid, WrittenObject>;
  readonly done: Set<Uid>;
  /** Refused so far; tried once more when everything else is there. */
  readonly refused: Map<Uid, Refusal>;
  /** Written without some of their references, and to be looked at again. */
  readonly incomplete: Set<Uid>;
}

/** What an interrupted run has written already, and what of it was not complete: the facts of its chunks. */
export async function resumeWriting(context: RunContext, order: WritingOrder): Promise<WritingState> {
  const done = new Set<Uid>();
  const incomplete = new Set<Uid>();
  for await (const { facts } of context.ledger.chunkFacts('metadata')) {
    if (Array.isArray(facts.written)) for (const uid of facts.written) done.add(String(uid));
    if (Array.isArray(facts.incomplete)) for (const uid of facts.incomplete) incomplete.add(String(uid));
  }
  const byUid = new Map(order.objects.map((object) => [object.uid, object]));
  return { order, byUid, done, incomplete, refused: new Map() };
}

/** Objects as the target should get them, without the references that are cut or that lead to what was refused. */
export async function loadSendables(
  writing: MetadataWriting,
  state: WritingState,
  units: readonly (readonly Uid[])[],
  cut: ReadonlyMap<Uid, ReadonlySet<Uid>> = new Map(),
): Promise<Sendable[][]> {
  const { context, database, plan } = writing;
  const toTarget = new Map(plan.selection.types.map((type) => [type, makeToTarget(type, plan.transform)]));
  const loaded = new Map<Uid, Sendable>();
  for (const { type, object } of await loadSourceObjectsByUid(database, context.ledger.runId, units.flat())) {
    const needs = state.byUid.get(object.id)?.needs ?? [];
    const missing = needs.map((need) => need.uid).filter((uid) => state.refused.has(uid));
    if (missing.length > 0) state.incomplete.add(object.id);
    const without = new Set([...missing, ...(cut.get(object.id) ?? [])]);
    const trimmed = without.size === 0 ? object : withoutReferences(object, without);
    const transformed = toTarget.get(type)?.(trimmed);
    if (transformed) loaded.set(object.id, { type, uid: object.id, object: transformed.object });
  }
  for (const [uid, update] of await updatesBeside(writing, state, loaded)) loaded.set(uid, update);
  const choice = { newAccounts: context.options.newAccounts, signal: context.signal };
  const isNew = (uid: Uid) => state.byUid.get(uid)?.action === 'create';
  for (const sent of await withSwitches(context.target, [...loaded.values()], isNew, choice)) {
    loaded.set(sent.uid, { ...sent, object: withStandInSecret(sent.type, sent.object) });
  }
  const missed = await findMissedFiles(context, loaded.values());
  for (const [uid, refusal] of missed.refused) state.refused.set(uid, refusal);
  const sendable = (uid: Uid): Sendable[] => {
    const found = missed.refused.has(uid) ? undefined : loaded.get(uid);
    return found === undefined ? [] : [{ ...found, object: missed.withoutPicture.get(uid) ?? found.object }];
  };
  return units.map((unit) => unit.flatMap(sendable)).filter((unit) => unit.length > 0);
}

/** One import into the target of a run. */
export function importer(writing: MetadataWriting, skipValidation?: true): ImportMetadata {
  const { target, signal } = writing.context;
  return (payload, options) => target.importMetadata(payload, { signal, skipValidation, ...options });
}

/**
 * Stores what the target has taken, and only then counts it as done. The chunk is named after the first object in it: each is
 * taken once, so that a run that is taken up again writes over no chunk of its first time.
 */
export async function acknowledge(
  writing: MetadataWriting,
  state: WritingState,
  accepted: readonly Sendable[],
  step: string,
): Promise<void> {
  const [first] = accepted;
  if (first === undefined) return;
  const counts: Record<MetadataType, { created: number; updated: number }> = {};
  for (const sent of accepted) {
    const entry = counts[sent.type] ?? { created: 0, updated: 0 };
    entry[state.byUid.get(sent.uid)?.action === 'create' ? 'created' : 'updated'] += 1;
    counts[sent.type] = entry;
  }
  const written = accepted.map((sent) => sent.uid);
  const facts = { written, incomplete: written.filter((uid) => state.incomplete.has(uid)) };
  const key = `${step}/${first.uid}`;
  await writing.context.ledger.finishChunk({ stage: 'metadata', key, counts, findings: [], facts });
  for (const uid of written) {
    state.done.add(uid);
    state.refused.delete(uid);
  }
  writing.context.progress.advanced('metadata', state.done.size, state.order.objects.length, first.type);
}

/** The finding that tells a refusal. */
export function refusalFinding(
  state: WritingState,
  uid: Uid,
  refusal: Refusal,
  name: string | undefined,
): Finding | undefined {
  const type = state.byUid.get(uid)?.type;
  return type === undefined ? undefined : { type, key: uid, name, cause: 'refused', ...refusal };
}
