import { z } from 'zod';
import type { StageName } from '../../model/ledger.ts';
import { createDatedSum } from '../proof/dated-sum.ts';
import type { SideMoments } from '../proof/moments.ts';
import type { ProvenSlice } from '../proof/proven-run.ts';
import { provenAnew, standingProof, standingProofSchema } from '../proof/slice-proof.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { type ComparedPart, compareWhole, type PartLook } from './compare-part.ts';
import { comparedFacts, type UntouchedPart, untouchedOf } from './compared-parts.ts';
import type { Part } from './part.ts';
import { countOfText, createDigestSum, digestPart, sumOfTexts, textWithout } from './part-digest.ts';
import { reread } from './reread.ts';
import type { RowClass } from './row-class.ts';
import { createRowLanes, type RowLanes } from './row-hash.ts';
import { readTouchedRows } from './touched-rows.ts';

/** Parts of which touched rows alone are read, at a time: a few small requests for each, of which the waiting counts. */
export const touchedAtOnce = 3;

/** A part that an earlier run found the same on both sides, and of which the source alone has dated some rows since. */
export interface TouchedPart {
  readonly slice: ProvenSlice;
  /** The moments from which the next run asks on. */
  readonly next: SideMoments;
  /** What the target has dated since its own, as a sum (`dated-sum.ts`). */
  readonly targetDated: string;
}

/** A part that was looked at by its touched rows, as if all had been read. */
export interface ComparedTouched<Row> {
  readonly rows: number;
  readonly value: ComparedPart<Row>;
  /** What it leaves in the ledger when all that differed was sent and taken; otherwise the verification reads all of it. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Compares only the rows that the source has dated since the earlier run, with their counterparts. All others are, by the dates of both
 * sides, as that run read them. Undefined where the target does not hold what that run left: the part is to be compared whole.
 */
export async function compareTouched<Row>(
  { signal }: RunContext,
  rows: RowClass<Row>,
  { part, slice, next, targetDated }: TouchedPart & { readonly part: Part },
  look: Omit<PartLook<Row>, 'limit'>,
): Promise<ComparedTouched<Row> | undefined> {
  const standing = standingProof(slice.proof, next);
  const touched = await readTouchedRows(rows, part, standing, signal);
  const { value } = await compareWhole(touched.rows, part, look, signal);
  const held = touched.held();
  const rest = textWithout(slice.digest, held.digest);
  const otherDated = textWithout(targetDated, held.dated);
  if (rest === undefined || otherDated === undefined) return undefined;
  const others = countOfText(rest);
  const dated = { source: touched.dated, target: targetDated };
  const isSame = value.absent.length + value.different.length + value.extraCount === 0;
  return {
    rows: others + touched.count,
    value: { ...value, unchanged: value.unchanged + others, held: slice.rows, digest: undefined },
    facts: isSame
      ? comparedFacts(slice.digest, provenAnew(slice.proof, next, dated, touched.count))
      : { touched: { ...standing, rest, otherDated, keys: touched.keys } },
  };
}

const touchedSchema = standingProofSchema.extend({
  /** The digest of all rows but the touched ones. */
  rest: z.string(),
  /** What of them the target had dated since `next.target`. */
  otherDated: z.string(),
  /** The sum of the touched rows' keys. */
  keys: z.string(),
});
export type TouchedFacts = z.infer<typeof touchedSchema>;

/** Parts of a stage, by key, of which the verification need not read all. */
export interface KnownParts {
  /**
   * Both sides held them alike when this run read them. Nothing was written of them since: to read them again would prove no more than that
   * reading did (decision 0020).
   */
  readonly untouched: ReadonlyMap<string, UntouchedPart>;
  /** Only touched rows were compared, and all of these were brought. */
  readonly touched: ReadonlyMap<string, TouchedFacts>;
}

export async function loadKnownParts({ ledger }: RunContext, stage: StageName): Promise<KnownParts> {
  const [untouched, touched] = [new Map<string, UntouchedPart>(), new Map<string, TouchedFacts>()];
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    const same = untouchedOf(facts);
    if (same !== undefined) untouched.set(key, same);
    if (facts.touched !== undefined) touched.set(key, touchedSchema.parse(facts.touched));
  }
  return { untouched, touched };
}

/**
 * Reads the touched rows of a part a second time, on both sides, and what else the target has dated meanwhile. Undefined where anything
 * is not as it was left: then the whole part is to be read.
 */
export async function verifyTouched<Row>(
  { signal }: RunContext,
  rows: RowClass<Row>,
  part: Part,
  { rest, otherDated, keys, since, next, proof }: TouchedFacts,
): Promise<VerifiedSlice | undefined> {
  const touched = await readTouchedRows(rows, part, { since, next }, signal);
  if (touched.keys !== keys) return undefined;
  const dated = await reread(() => targetDates(rows, part, { next, isTouched: touched.has }, signal));
  if (dated.others !== otherDated) return undefined;
  // What was just written is among what the target has dated; what it held already is asked for.
  if (touched.hasDeleted || dated.touched !== touched.digest) {
    const counterparts = await reread(() => digestPart(touched.rows, 'target', part, undefined, signal));
    if (counterparts?.text !== touched.digest) return undefined;
  }
  const digest = sumOfTexts([rest, touched.digest]);
  const compared = countOfText(digest);
  return {
    ...{ type: rows.type, key: part.key, area: part.area, compared, identical: compared },
    ...{ sourceDigest: digest, targetDigest: digest, findings: [] },
    proof: provenAnew(proof, next, { source: touched.dated, target: dated.all }, touched.count),
  };
}

/** What the target has dated of a part since a moment, what of it are no counterparts of touched rows, and the digest of those that are. */
async function targetDates<Row>(
  { dates, hash, lastUpdatedOf }: RowClass<Row>,
  part: Part,
  { next, isTouched }: { readonly next: SideMoments; readonly isTouched: (row: RowLanes) => boolean },
  signal: AbortSignal,
): Promise<{ readonly all: string; readonly others: string; readonly touched: string }> {
  const [all, others] = [createDatedSum(next.target.ms), createDatedSum(next.target.ms)];
  const touched = createDigestSum();
  const lanes = createRowLanes();
  for await (const row of dates?.readChanged('target', part, next.target.text, signal) ?? []) {
    hash('target', row, lanes);
    const isDeleted = dates?.isDeleted(row) === true;
    all.add(lanes, lastUpdatedOf(row), isDeleted);
    if (!isTouched(lanes)) others.add(lanes, lastUpdatedOf(row), isDeleted);
    else if (!isDeleted) touched.add(lanes);
  }
  return { all: all.text, others: others.text, touched: touched.text };
}
