import { z } from 'zod';
import { digestOf } from '../../../model/digest.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import type { SideMoments } from '../../proof/moments.ts';
import type { ProvenSlice } from '../../proof/proven-run.ts';
import { provenAnew, standingProof, standingProofSchema } from '../../proof/slice-proof.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import { textWithout } from '../../slices/part-digest.ts';
import { type ComparisonTable, createComparisonTable } from './comparison-table.ts';
import { createObjectSum } from './dated-slices.ts';
import { addElsewhere } from './elsewhere.ts';
import { createFixedDifferences } from './fixed-differences.ts';
import { toImportForm } from './import-form.ts';
import { importWindow } from './import-window.ts';
import { lossesOf } from './losses.ts';
import { uidOf } from './object-access.ts';
import { countSlice, readChangedObjects, readSlice } from './read-slice.ts';
import { addToSum, sumOfSliceTexts, textOfSum } from './slice-sum.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import { comparisonFor, type TrackerWork } from './tracker-work.ts';

/** A slice that an earlier run found the same on both sides, and of which the source alone has dated a few objects since. */
export interface TouchedSlice {
  readonly proven: ProvenSlice;
  /** How many objects the source holds of it now. */
  readonly sourceCount: number;
  /** The moments from which the next run asks on. */
  readonly next: SideMoments;
  /** What the target has dated since its own, as a sum. */
  readonly targetDated: string;
}

/** Objects that are looked at by themselves; of more of them, or of more than a share of the slice, all are read. */
export const mostTouched = { objects: 1_000, share: 0.25 };

/** Key of the chunk that a slice leaves of which only touched objects were looked at. */
export function touchedKey({ key }: Pick<TrackerSlice, 'key'>): string {
  return `${key}${ending}`;
}

const ending = '/touched';

/** What the ledger holds instead of a fingerprint when all that was touched is brought. */
export const touchedMark = 'touched';

const touchedSchema = standingProofSchema.extend({
  /** Digest and number of all objects but the touched ones. */
  rest: z.string(),
  others: z.number(),
  /** What of them the target had dated since `next.target`. */
  otherDated: z.string(),
  /** The touched objects, as one digest of their UIDs. */
  uids: z.string(),
});
export type TouchedFacts = z.infer<typeof touchedSchema>;

/**
 * Brings over what the source has touched of a slice, compared with its counterparts alone. False, before anything is written, where
 * they do not make up the difference to what the earlier run left: then all of the slice is to be read.
 */
export async function copyTouched(
  work: TrackerWork,
  slice: TrackerSlice,
  { proven, sourceCount, next, targetDated }: TouchedSlice,
): Promise<boolean> {
  const standing = standingProof(proven.proof, next);
  const touched = await readTouched(work, slice, standing.since.text);
  const comparison = comparisonFor(work, slice);
  const table = createComparisonTable(comparison, createFixedDifferences(comparison, work.target.toItsUid));
  const held = await readHeld(work, slice, { uids: touched.uids, next, table });
  const others = proven.rows - held.count;
  const otherDated = textWithout(targetDated, held.dated);
  if (otherDated === undefined || touched.hasLosses || sourceCount !== others + touched.objects.length) return false;
  if ((await addElsewhere(work, slice, table, touched.objects)) > 0) return false;
  const { counts, findings } = await importWindow(work, slice, table, touched.objects);
  const rest = sumOfSliceTexts([proven.digest, held.negative]);
  const facts: TouchedFacts = { ...standing, rest, others, otherDated, uids: digestOfUids(touched.uids) };
  const isBrought = findings.length === 0 && (counts.refused ?? 0) + (counts.impossible ?? 0) === 0;
  await work.context.ledger.finishChunk({
    stage: 'tracker',
    key: touchedKey(slice),
    counts: {
      [slice.type]: { ...counts, read: (counts.read ?? 0) + others, unchanged: (counts.unchanged ?? 0) + others },
    },
    findings,
    facts: isBrought ? { fingerprint: touchedMark, touched: facts } : {},
  });
  return true;
}

/** The slices, by key, of which only touched objects were looked at, and all of these were brought. */
export async function loadTouchedSlices({ context }: TrackerWork): Promise<ReadonlyMap<string, TouchedFacts>> {
  const slices = new Map<string, TouchedFacts>();
  for await (const { key, facts } of context.ledger.chunkFacts('tracker'))
    if (facts.touched !== undefined) slices.set(key.slice(0, -ending.length), touchedSchema.parse(facts.touched));
  return slices;
}

/**
 * Reads touched objects a second time, on both sides, and what else the target has dated meanwhile. Undefined where anything is not
 * as it was left: then the whole slice is to be read.
 */
export async function verifyTouched(
  work: TrackerWork,
  slice: TrackerSlice,
  { rest, others, otherDated, uids, since, next, proof }: TouchedFacts,
): Promise<VerifiedSlice | undefined> {
  const { signal } = work.context;
  const touched = await readTouched(work, slice, since.text);
  if (digestOfUids(touched.uids) !== uids || touched.hasLosses) return undefined;
  const held = await readHeld(work, slice, { uids: touched.uids, next });
  if (held.digest !== touched.digest || held.count !== touched.objects.length) return undefined;
  const compared = others + held.count;
  if ((await countSlice(work.target, slice, signal)) !== compared) return undefined;
  const [all, ofOthers] = [createObjectSum(slice, next.target), createObjectSum(slice, next.target)];
  const isTouched = new Set(touched.uids);
  for await (const object of readChangedObjects(work.target, slice, next.target.text, signal)) {
    all.add(object);
    if (!isTouched.has(uidOf(slice.type, object))) ofOthers.add(object);
  }
  if (ofOthers.text !== otherDated) return undefined;
  const digest = sumOfSliceTexts([rest, touched.digest]);
  const dated = createObjectSum(slice, next.source);
  for (const object of touched.objects) dated.add(object);
  return {
    ...{ type: slice.type, key: slice.key, compared, identical: compared },
    ...{ sourceDigest: digest, targetDigest: digest, findings: [], losses: [] },
    proof: provenAnew(proof, next, { source: dated.text, target: all.text }, touched.objects.length),
  };
}

/** What the source has dated of a slice since a moment, and still has. */
async function readTouched(work: TrackerWork, slice: TrackerSlice, since: string) {
  const { context, source, target } = work;
  const comparison = comparisonFor(work, slice);
  const objects: TrackerObject[] = [];
  const uids: Uid[] = [];
  let [sum, hasLosses] = [0n, false];
  for await (const object of readSlice({ ...source, dated: undefined, updatedAfter: since }, slice, context.signal)) {
    const wanted = toImportForm(object, { slice, toTargetUid: target.toItsUid });
    objects.push(object);
    uids.push(uidOf(slice.type, wanted));
    sum = addToSum(sum, wanted, comparison);
    hasLosses ||= lossesOf(object, comparison).length > 0;
  }
  return { objects, uids, digest: textOfSum(sum), hasLosses };
}

interface HeldSlice {
  readonly uids: readonly Uid[];
  readonly next: SideMoments;
  readonly table?: ComparisonTable;
}

/** What the target holds of some objects where the slice lists them. */
async function readHeld(work: TrackerWork, slice: TrackerSlice, { uids, next, table }: HeldSlice) {
  const { context, target } = work;
  const comparison = comparisonFor(work, slice);
  const dated = createObjectSum(slice, next.target);
  let [sum, count] = [0n, 0];
  for await (const object of readSlice({ ...target, dated: undefined, only: () => uids }, slice, context.signal)) {
    table?.add(object);
    sum = addToSum(sum, object, comparison);
    dated.add(object);
    count++;
  }
  return { count, digest: textOfSum(sum), negative: textOfSum((1n << 128n) - sum), dated: dated.text };
}

function digestOfUids(uids: readonly Uid[]): string {
  return digestOf([...uids].sort());
}
