import type { Finding } from '../../model/finding.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import { findFileHolders } from './file-holders.ts';
import { nameOf } from './read-sides.ts';
import { refusedFacts, refusedKey } from './refused-metadata.ts';
import { sendBatch } from './send-batch.ts';
import { stillDiffering } from './still-differing.ts';
import { waitingForValues, writeSwapped } from './swapped-values.ts';
import {
  acknowledge,
  importer,
  loadSendables,
  type MetadataWriting,
  refusalFinding,
  type WritingState,
} from './writing.ts';

/** How many objects are looked at, and sent, together. */
const together = 200;

/** Sends once more what was refused: what stood in its way may be there now. What is refused again is told. */
export async function writeRefusedAgain(writing: MetadataWriting, state: WritingState): Promise<void> {
  await writeHoldersAgain(writing, state);
  await sendAgain(writing, state, [...state.refused.keys()], 'again');
  await writeWaitingForValues(writing, state);
  if (await writeSwapped(writing, state)) await writeWaitingForValues(writing, state);
  await tellRefused(writing, state);
}

/** Objects that wait for a value of another are written once that one gave it up: one after the other, the last of a row first. */
async function writeWaitingForValues(writing: MetadataWriting, state: WritingState): Promise<void> {
  for (let round = 1; ; round++) {
    const waiting = waitingForValues(state);
    if (waiting.length === 0 || !(await sendAgain(writing, state, waiting, `again-${round}`))) return;
  }
}

/** Sends refused objects once more; says whether any of them was taken. */
async function sendAgain(
  writing: MetadataWriting,
  state: WritingState,
  uids: readonly Uid[],
  name: string,
): Promise<boolean> {
  let isAnyTaken = false;
  for (const slice of slices(uids)) {
    const units = await loadSendables(writing, state, alone(slice));
    const { accepted, refused } = await sendBatch(units, importer(writing));
    for (const [uid, refusal] of refused) state.refused.set(uid, refusal);
    await acknowledge(writing, state, accepted, name);
    isAnyTaken ||= accepted.length > 0;
  }
  return isAnyTaken;
}

/** Sends documents that the target refused for the sake of a file that is their own. */
async function writeHoldersAgain(writing: MetadataWriting, state: WritingState): Promise<void> {
  for (const slice of slices(await findFileHolders(writing.context, state))) {
    const units = await loadSendables(writing, state, alone(slice));
    const { accepted, refused } = await sendBatch(units, importer(writing, true));
    for (const [uid, refusal] of refused) state.refused.set(uid, refusal);
    await acknowledge(writing, state, accepted, 'holders');
  }
}

async function tellRefused(writing: MetadataWriting, state: WritingState): Promise<void> {
  const counts: Record<MetadataType, { refused: number }> = {};
  const findings: Finding[] = [];
  for (const slice of slices([...state.refused.keys()])) {
    const names = new Map<Uid, string | undefined>();
    const rows = await loadSourceObjectsByUid(writing.database, writing.context.ledger.runId, slice);
    for (const { object } of rows) names.set(object.id, nameOf(object));
    for (const uid of slice) {
      const refusal = state.refused.get(uid);
      const finding = refusal && refusalFinding(state, uid, refusal, names.get(uid));
      if (!finding) continue;
      findings.push(finding);
      counts[finding.type] = { refused: (counts[finding.type]?.refused ?? 0) + 1 };
    }
  }
  const facts = refusedFacts(state.refused.keys());
  await writing.context.ledger.finishChunk({ stage: 'metadata', key: refusedKey, counts, findings, facts });
}

/** Sends once more, complete, what the target holds without some of its references. */
export async function writeIncompleteAgain(writing: MetadataWriting, state: WritingState): Promise<void> {
  const { context, database, plan } = writing;
  const finished = await context.ledger.finishedKeys('metadata');
  for (const slice of slices([...state.incomplete].filter((uid) => state.done.has(uid)))) {
    const key = `complete/${slice[0] ?? ''}`;
    if (finished.has(key)) continue;
    context.signal.throwIfAborted();
    const differing = await stillDiffering(context, database, plan, slice);
    const units = await loadSendables(writing, state, alone([...differing]));
    const result = await sendBatch(units, importer(writing));
    const names = new Map(units.flat().map((sent) => [sent.uid, nameOf(sent.object)]));
    const findings = [...result.refused].flatMap(([uid, refusal]) => {
      const message = `stored without some of its references: ${refusal.message}`;
      return refusalFinding(state, uid, { ...refusal, message }, names.get(uid)) ?? [];
    });
    await context.ledger.finishChunk({ stage: 'metadata', key, counts: {}, findings });
    context.timeSlice?.throwIfAborted();
  }
}

function alone(uids: readonly Uid[]): Uid[][] {
  return uids.map((uid) => [uid]);
}

function* slices(uids: readonly Uid[]): Generator<readonly Uid[]> {
  for (let start = 0; start < uids.length; start += together) yield uids.slice(start, start + together);
}
