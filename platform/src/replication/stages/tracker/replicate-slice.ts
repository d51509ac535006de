import { digestOf } from '../../../model/digest.ts';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { fileClass } from '../../files/wanted-file.ts';
import { type EarlierSlice, keepCarriedSlice } from './carried-slices.ts';
import { dependsOnRefused } from './dependants.ts';
import { addElsewhere } from './elsewhere.ts';
import { importWindow } from './import-window.ts';
import { uidOf } from './object-access.ts';
import { readSlice } from './read-slice.ts';
import { readTargetTable, type TargetTable } from './target-table.ts';
import { copyTouched, touchedKey, touchedMark } from './touched-objects.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import type { TrackerWork } from './tracker-work.ts';
import { unreadableSlice } from './unreadable-slice.ts';
import { createSameSlice, type SameSlice, sameKey } from './untouched-slices.ts';
import { windowsOf } from './windows.ts';

/** Key of the chunk that says when the run began, by the source's own clock. */
export const startKey = 'start';

/** What earlier attempts of the run left in the ledger: the fingerprint of each finished window. */
export type FinishedWindows = ReadonlyMap<string, string>;

/** What is known of a slice before it is read. */
export interface KnownOfSlice extends EarlierSlice {
  readonly finished: FinishedWindows;
}

/**
 * Brings one slice over, window by window. A window's key is its position; its fingerprint says which objects it held,
 * so that a resumed run skips it only if the source still shows the same ones there: nothing is lost when the source
 * changed meanwhile, and what is done again finds itself unchanged on the target.
 */
export async function replicateSlice(
  work: TrackerWork,
  slice: TrackerSlice,
  known: KnownOfSlice,
  advance: (objects: number) => void,
): Promise<void> {
  const { finished } = known;
  const problem = await (refusedSlice(work, slice) ?? bringSlice(work, slice, known, advance));
  const key = `${slice.key}/problem`;
  if (problem === undefined && !finished.has(key)) return;
  const count = problem?.count ?? 0;
  await work.context.ledger.finishChunk({
    stage: 'tracker',
    key,
    counts: count > 0 ? { [slice.type]: { read: count, refused: count } } : {},
    findings: problem === undefined ? [] : [problem],
    facts: {},
  });
}

/** Passes over a slice that is known to be the same, and looks only at what was touched of one, if nothing of it was brought yet. */
async function bringSlice(
  work: TrackerWork,
  slice: TrackerSlice,
  { finished, carried, touched }: KnownOfSlice,
  advance: (objects: number) => void,
): Promise<Finding | undefined> {
  if (finished.get(touchedKey(slice)) === touchedMark) return undefined;
  const isBegun = hasWindows(slice, finished) || finished.has(touchedKey(slice));
  if (!isBegun && carried !== undefined) {
    await keepCarriedSlice(work.context, slice, sameKey(slice), carried);
    advance(carried.rows);
    return undefined;
  }
  if (!isBegun && touched !== undefined && (await copyTouched(work, slice, touched))) {
    advance(touched.sourceCount);
    return undefined;
  }
  await forgetTouched(work, slice, finished);
  return copySlice(work, slice, finished, advance);
}

/** Whether windows of a slice are done. */
function hasWindows({ key }: TrackerSlice, finished: FinishedWindows): boolean {
  return [...finished.keys()].some((each) => each.startsWith(`${key}/0`));
}

/** What was refused of touched objects is met again where the whole slice is read. */
async function forgetTouched({ context }: TrackerWork, slice: TrackerSlice, finished: FinishedWindows): Promise<void> {
  const key = touchedKey(slice);
  if (finished.has(key))
    await context.ledger.finishChunk({ stage: 'tracker', key, counts: {}, findings: [], facts: {} });
}

async function copySlice(
  work: TrackerWork,
  slice: TrackerSlice,
  finished: FinishedWindows,
  advance: (objects: number) => void,
): Promise<Finding | undefined> {
  // While the first window of the source is read: that may be all of it.
  const target = beginTable(work, slice, !hasWindows(slice, finished));
  try {
    return await copyWindows(work, slice, finished, { advance, table: target.table });
  } finally {
    await target.stop();
  }
}

/** The target's objects, read when they are first asked for, or at once. */
function beginTable(work: TrackerWork, slice: TrackerSlice, atOnce: boolean) {
  const stopped = new AbortController();
  const signal = AbortSignal.any([work.context.signal, stopped.signal]);
  const table = lazily(() => readTargetTable(work, slice, signal));
  const begun = atOnce ? Promise.allSettled([table()]) : undefined;
  return {
    table,
    async stop() {
      stopped.abort();
      await begun;
    },
  };
}

interface CopyOfSlice {
  readonly advance: (objects: number) => void;
  readonly table: () => Promise<TargetTable>;
}

async function copyWindows(
  work: TrackerWork,
  slice: TrackerSlice,
  finished: FinishedWindows,
  { advance, table }: CopyOfSlice,
): Promise<Finding | undefined> {
  const { context } = work;
  const attempt = { passedOver: 0, compared: 0, brought: 0 };
  let same: SameSlice | undefined = createSameSlice(work, slice);
  for await (const window of windowsOf(
    distinct(slice, readSlice(work.source, slice, context.signal)),
    work.windowSize,
  )) {
    if (window.items === undefined) return unreadableSlice(slice, 'source', window.failure);
    context.signal.throwIfAborted();
    if (mayStop(attempt)) context.timeSlice?.throwIfAborted();
    const key = `${slice.key}/${String(window.index).padStart(6, '0')}`;
    const fingerprint = fingerprintOf(slice, window.items);
    if (finished.get(key) !== fingerprint) {
      const known = await table();
      if ('problem' in known) return known.problem;
      attempt.compared = known.table.size;
      if ((await addElsewhere(work, slice, known.table, window.items)) > 0) same = undefined;
      const { counts, findings, files } = await importWindow(work, slice, known.table, window.items);
      await context.ledger.finishChunk({
        stage: 'tracker',
        key,
        counts: { [slice.type]: counts, ...(files && { [fileClass]: files }) },
        findings,
        // A window with refusals is tried again when the run is resumed: what was in the way may be mended.
        facts: findings.some(({ cause }) => cause === 'refused') ? {} : { fingerprint },
      });
      if (!finished.has(key)) attempt.brought += window.items.length;
      if (counts.unchanged === window.items.length) same?.add(window.items);
      else same = undefined;
    } else {
      attempt.passedOver += window.items.length;
      same = undefined;
    }
    advance(window.items.length);
  }
  await keepSame(work, slice, finished, attempt.compared > 0 && (await isWhole(table)) ? same : undefined);
  return undefined;
}

async function isWhole(table: () => Promise<TargetTable>): Promise<boolean> {
  const known = await table();
  return 'table' in known && known.table.unseen === 0;
}

/** Keeps what a slice is that was found the same on both sides; and forgets it when it is so no more. */
async function keepSame(
  { context }: TrackerWork,
  slice: TrackerSlice,
  finished: FinishedWindows,
  same: SameSlice | undefined,
): Promise<void> {
  const key = sameKey(slice);
  if (same === undefined && !finished.has(key)) return;
  await context.ledger.finishChunk({ stage: 'tracker', key, counts: {}, findings: [], facts: same?.facts() ?? {} });
}

/**
 * Whoever goes on with a slice reads both sides of it again up to where it was: it is left only when that was worth it. Writing
 * an object takes a target four times as long as listing one, and more (bench/README.md, "Tracker").
 */
function mayStop(attempt: {
  readonly passedOver: number;
  readonly compared: number;
  readonly brought: number;
}): boolean {
  return attempt.brought > 0 && 4 * attempt.brought >= attempt.passedOver + attempt.compared;
}

/** A slice whose program or type the target refused is not sent object by object: all of it depends on that one. */
function refusedSlice(work: TrackerWork, slice: TrackerSlice): Promise<Finding | undefined> | undefined {
  const { context } = work;
  const { program, trackedEntityType } = slice;
  const holder = program ?? trackedEntityType;
  const holderType = program === undefined ? 'trackedEntityTypes' : 'programs';
  if (holder === undefined || !context.isRefused(holderType, holder.uid)) return undefined;
  return tellRefused();

  async function tellRefused(): Promise<Finding | undefined> {
    let count = 0;
    for await (const _ of readSlice(work.source, slice, context.signal)) count++;
    if (count === 0 || holder === undefined) return undefined;
    const message = `${holderType} ${holder.uid} was refused, on which they depend`;
    const { type } = slice;
    return { type, key: holder.uid, name: holder.name, cause: 'refused', code: dependsOnRefused, message, count };
  }
}

/** How many objects back a listing is searched for doubles: several pages. */
const recentlySeen = 4000;

/** Each object once: pages of a source that changes while it is read may show one twice. */
async function* distinct(slice: TrackerSlice, objects: AsyncIterable<TrackerObject>): AsyncGenerator<TrackerObject> {
  const recent = new Set<string>();
  for await (const object of objects) {
    const uid = uidOf(slice.type, object);
    if (recent.has(uid)) continue;
    recent.add(uid);
    if (recent.size > recentlySeen) for (const oldest of recent) if (recent.delete(oldest)) break;
    yield object;
  }
}

function fingerprintOf(slice: TrackerSlice, objects: readonly TrackerObject[]): string {
  return digestOf(objects.map((object) => [uidOf(slice.type, object), object.updatedAt]));
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
