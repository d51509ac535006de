import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema } from '../../model/schema.ts';
import type { Uid } from '../../model/uid.ts';
import { renamed } from '../identity/rename.ts';
import { uniqueKeysOf } from '../identity/unique-keys.ts';
import { type BatchResult, type ImportMetadata, type Sendable, sendBatch } from './send-batch.ts';
import { acknowledge, importer, loadSendables, type MetadataWriting, type WritingState } from './writing.ts';

/** DHIS2's code for a value that must be unique and that another object has (API.md §4.6). */
const valueTaken = 'E5003';

/** An update that waits for values which others of the same kind still hold. */
export interface WaitingUpdate {
  readonly sent: Sendable;
  /** The object as the target holds it. */
  readonly there: MetadataObject;
  readonly schema: Schema;
}

/** Updates that the target refused because of a value that another object has. */
export function waitingForValues(state: WritingState): Uid[] {
  const isWaiting = (uid: Uid) =>
    state.refused.get(uid)?.code === valueTaken && state.byUid.get(uid)?.action === 'update';
  return [...state.refused.keys()].filter(isWaiting);
}

/**
 * Writes objects that swapped unique values among themselves (names, codes): DHIS2 refuses each as long as another has its
 * value. All of them give theirs up first, under the values with their UID behind it, and then take the right ones. Whoever
 * waits for an object that keeps its value stays refused and untouched. Says whether anything was written.
 */
export async function writeSwapped(writing: MetadataWriting, state: WritingState): Promise<boolean> {
  const swapped = swappedAmong(await findWaiting(writing, state));
  for (const ofType of Map.groupBy(swapped, ({ sent }) => sent.type).values()) {
    const { accepted, refused } = await swap(ofType, importer(writing));
    for (const [uid, refusal] of refused) state.refused.set(uid, refusal);
    await acknowledge(writing, state, accepted, 'swapped');
  }
  return swapped.length > 0;
}

/** All of them or none: where one is refused after all, everyone gets back what it had. */
async function swap(updates: readonly WaitingUpdate[], send: ImportMetadata): Promise<BatchResult> {
  const sendAs = (form: (update: WaitingUpdate) => MetadataObject) =>
    sendBatch(
      updates.map((update) => [{ ...update.sent, object: form(update) }]),
      send,
    );
  const freed = await sendAs(withoutItsValues);
  const written = freed.refused.size > 0 ? freed : await sendAs(({ sent }) => sent.object);
  const [first] = written.refused.values();
  if (first === undefined) return written;
  await sendAs(withoutItsValues);
  await sendAs(({ there }) => there);
  return {
    accepted: [],
    refused: new Map(updates.map(({ sent }) => [sent.uid, written.refused.get(sent.uid) ?? first])),
  };
}

/** The updates that wait for values, with what the target holds of them. */
async function findWaiting(writing: MetadataWriting, state: WritingState): Promise<WaitingUpdate[]> {
  const { target, signal } = writing.context;
  const uids = waitingForValues(state);
  if (uids.length < 2) return [];
  const waiting: WaitingUpdate[] = [];
  const sendables = (
    await loadSendables(
      writing,
      state,
      uids.map((uid) => [uid]),
    )
  ).flat();
  for (const [type, ofType] of Map.groupBy(sendables, (sent) => sent.type)) {
    const schema = target.facts.schemas.byPlural.get(type);
    const byTargetUid = new Map(ofType.map((sent) => [sent.object.id, sent]));
    for await (const there of target.readMetadata(type, { signal, uids: [...byTargetUid.keys()] })) {
      const sent = byTargetUid.get(there.id);
      if (sent !== undefined && schema !== undefined) waiting.push({ sent, there, schema });
    }
  }
  return waiting;
}

/** Those that only wait for one another: every value that one of them lacks is held by another, which gives it up. */
export function swappedAmong(waiting: readonly WaitingUpdate[]): readonly WaitingUpdate[] {
  const keyOf = ({ sent: { type } }: WaitingUpdate, key: string) => `${type} ${key}`;
  const held = new Map(
    waiting.flatMap((update) =>
      uniqueKeysOf(update.there, update.schema).map((key): [string, Uid] => [keyOf(update, key), update.sent.uid]),
    ),
  );
  let swapped = new Map(waiting.filter(canGiveUp).map((update) => [update.sent.uid, update]));
  for (;;) {
    const left = [...swapped].filter(([uid, update]) => {
      const wanted = uniqueKeysOf(update.sent.object, update.schema).map((key) => held.get(keyOf(update, key)));
      const holders = wanted.filter((holder) => holder !== undefined && holder !== uid);
      return holders.length > 0 && holders.every((holder) => holder !== undefined && swapped.has(holder));
    });
    if (left.length === swapped.size) return [...swapped.values()];
    swapped = new Map(left);
  }
}

/** A text can stand under another for a moment; the number of a level cannot. */
function canGiveUp({ sent: { object }, there, schema }: WaitingUpdate): boolean {
  return changedProperties(object, there, schema).every((property) => typeof object[property] === 'string');
}

function changedProperties(object: MetadataObject, there: MetadataObject, schema: Schema): string[] {
  const held = new Set(uniqueKeysOf(there, schema));
  return uniqueKeysOf(object, schema).flatMap((key) => (held.has(key) ? [] : [key.slice(0, key.indexOf('='))]));
}

function withoutItsValues({ sent: { object }, there, schema }: WaitingUpdate): MetadataObject {
  return renamed(object, changedProperties(object, there, schema), schema);
}
