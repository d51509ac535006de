import { digestOf } from '../../../model/digest.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { createDatedSum, type DatedSum, nothingDated } from '../../proof/dated-sum.ts';
import type { Moment } from '../../proof/moments.ts';
import { proofOfReading, type SliceProof } from '../../proof/slice-proof.ts';
import { createRowLanes, textLaneA, textLaneB } from '../../slices/row-hash.ts';
import { normalDate } from './normal-values.ts';
import { textOf, uidOf } from './object-access.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import { comparisonFor, type TrackerWork } from './tracker-work.ts';

/** Sums up what one side has dated since a moment, while its slices are read to their end. */
export interface DatedReadings {
  /** Takes the objects of one reading; `keep` is called when it came to its end. */
  begin(slice: TrackerSlice): { add(object: TrackerObject): void; keep(): void };
  /** The sum of the last reading of a slice that came to its end. */
  ofSlice(slice: TrackerSlice): string | undefined;
}

export function createDatedReadings(since: Moment): DatedReadings {
  const sums = new Map<string, string>();
  return {
    begin(slice) {
      const sum = createObjectSum(slice, since);
      return { add: sum.add, keep: () => void sums.set(slice.key, sum.text) };
    },
    ofSlice: ({ key }) => sums.get(key),
  };
}

/**
 * What of a slice one side has dated since a moment, and still has: what was deleted shows in the number of objects, which is asked
 * for too. Nothing of relationships, which no listing gives by their own dates.
 */
export function createObjectSum(
  { type }: TrackerSlice,
  since: Moment,
): { add(object: TrackerObject): void; readonly text: string } {
  const sum: DatedSum = createDatedSum(wallMs(since.text, since) ?? since.ms);
  const lanes = createRowLanes();
  return {
    add(object) {
      if (type === 'relationships' || object.deleted === true) return;
      const uid = uidOf(type, object);
      lanes.keyA = textLaneA(uid);
      lanes.keyB = textLaneB(uid);
      sum.add(lanes, wallMs(textOf(object, 'updatedAt'), since));
    },
    get text() {
      return type === 'relationships' ? nothingDated : sum.text;
    },
  };
}

/** A date as the digits of the instance's own clock, in milliseconds; one with an offset is brought to that clock. */
function wallMs(date: string | undefined, { text, ms }: Moment): number | undefined {
  const normal = normalDate(date);
  if (normal === undefined) return undefined;
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(normal);
  const found = hasOffset ? Date.parse(normal) + (Date.parse(`${text}Z`) - ms) : Date.parse(`${normal}Z`);
  return Number.isNaN(found) ? undefined : found;
}

/** What the comparison of a slice goes by beside its objects. */
export function formOf(work: TrackerWork, slice: TrackerSlice): string {
  const { attributes, assigningStages, source, target } = comparisonFor(work, slice);
  return digestOf([slice.type, [...attributes].sort(), [...assigningStages].sort(), source, target]);
}

/** The proof that the last readings of both sides of a slice leave, which found the same; undefined where dates say nothing. */
export function proofOfSlice(work: TrackerWork, slice: TrackerSlice): SliceProof | undefined {
  const { context, moments, source, target } = work;
  const sums = { source: source.dated?.ofSlice(slice), target: target.dated?.ofSlice(slice) };
  if (moments === undefined || sums.source === undefined || sums.target === undefined) return undefined;
  return proofOfReading(context.ledger.runId, formOf(work, slice), moments, {
    source: sums.source,
    target: sums.target,
  });
}
