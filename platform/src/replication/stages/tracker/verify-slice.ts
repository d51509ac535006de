import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { tellStrangers } from '../../deletions/tracker/tell-strangers.ts';
import type { VerifiedSlice } from '../../run-context.ts';
import type { Comparison } from './canonical-form.ts';
import { type ComparisonTable, createComparisonTable } from './comparison-table.ts';
import { proofOfSlice } from './dated-slices.ts';
import { type Difference, explainDifference } from './explain-difference.ts';
import { toImportForm } from './import-form.ts';
import { createLossCount } from './losses.ts';
import { textOf, uidOf } from './object-access.ts';
import { readSlice } from './read-slice.ts';
import { addToSum, textOfSum } from './slice-sum.ts';
import type { TrackerSlice } from './tracker-slice.ts';
import { comparisonFor, type TrackerWork } from './tracker-work.ts';
import { isUnknownThere, unreadableSlice } from './unreadable-slice.ts';

/** Differences of one slice that are told one by one; the rest is told by number. */
const toldOneByOne = 1000;

/** What a reading of the whole target says about the source's objects. */
interface Readings {
  readonly table: ComparisonTable;
  readonly sourceSum: bigint;
  readonly targetSum: bigint;
  readonly losses: readonly Finding[];
  /** Counterparts that differ, by UID; at most `toldOneByOne` of them. */
  readonly differing: ReadonlyMap<Uid, TrackerObject>;
  readonly differingCount: number;
  readonly onlyOnTarget: number;
  /** The first of these, by UID. */
  readonly strangers: readonly Uid[];
}

/** Reads both sides of a slice again, compares their digests, and descends to the objects where they differ. */
export async function verifySlice(
  work: TrackerWork,
  slice: TrackerSlice,
  runStartedAt: string | undefined,
): Promise<VerifiedSlice> {
  const comparison = comparisonFor(work, slice);
  const readings = await readBothSides(work, comparison);
  if ('problem' in readings) {
    const { type, key } = slice;
    return { type, key, compared: 0, identical: 0, sourceDigest: '', targetDigest: '', findings: [readings.problem] };
  }
  const missing = readings.table.unseen;
  const compared = readings.table.size;
  const isSame = readings.differingCount + missing + readings.onlyOnTarget === 0;
  return {
    type: slice.type,
    key: slice.key,
    ...(isSame && { proof: proofOfSlice(work, slice), losses: readings.losses }),
    compared,
    identical: compared - readings.differingCount - missing,
    sourceDigest: textOfSum(readings.sourceSum),
    targetDigest: textOfSum(readings.targetSum),
    findings: [
      ...(readings.differingCount + missing > 0 ? await descend(work, comparison, readings, runStartedAt) : []),
      ...readings.losses,
      ...(await tellStrangers(work, slice, readings.onlyOnTarget, readings.strangers)),
    ],
  };
}

async function readBothSides(work: TrackerWork, comparison: Comparison): Promise<Readings | { problem: Finding }> {
  const { slice } = comparison;
  const { signal } = work.context;
  const table = createComparisonTable(comparison);
  const losses = createLossCount(comparison);
  let reading: 'source' | 'target' = 'source';
  let sourceSum = 0n;
  let targetSum = 0n;
  const differing = new Map<Uid, TrackerObject>();
  let differingCount = 0;
  let onlyOnTarget = 0;
  const strangers: Uid[] = [];
  try {
    for await (const source of readSlice(work.source, slice, signal)) {
      const object = toImportForm(source, { slice, toTargetUid: work.target.toItsUid });
      losses.add(source);
      table.add(object);
      sourceSum = addToSum(sourceSum, object, comparison);
    }
    reading = 'target';
    for await (const object of readSlice(work.target, slice, signal)) {
      const found = table.compare(object);
      if (found === 'absent') {
        onlyOnTarget++;
        if (strangers.length < toldOneByOne) strangers.push(uidOf(slice.type, object));
        continue;
      }
      targetSum = addToSum(targetSum, object, comparison);
      if (found === 'equal') continue;
      differingCount++;
      if (differing.size < toldOneByOne) differing.set(uidOf(slice.type, object), object);
    }
  } catch (error) {
    const isNothing = reading === 'target' && (table.size === 0 || isUnknownThere(error));
    const problem = unreadableSlice(slice, reading, error);
    if (!isNothing) return { problem };
  }
  return { table, sourceSum, targetSum, losses: losses.findings(), differing, differingCount, onlyOnTarget, strangers };
}

/** A third reading, of the source, for the objects that are missing or differ. */
async function descend(
  work: TrackerWork,
  comparison: Comparison,
  readings: Readings,
  runStartedAt: string | undefined,
): Promise<Finding[]> {
  const { slice } = comparison;
  const { context } = work;
  const differences: Difference[] = [];
  for await (const source of readSlice(work.source, slice, context.signal)) {
    const object = toImportForm(source, { slice, toTargetUid: work.target.toItsUid });
    const counterpart = readings.differing.get(uidOf(slice.type, object));
    if (counterpart === undefined && !readings.table.isUnseen(object)) continue;
    differences.push({ object, counterpart, updatedAt: textOf(source, 'updatedAt') });
    if (differences.length === toldOneByOne) break;
  }
  const keys = differences.map(({ object }) => uidOf(slice.type, object));
  const told = await context.ledger.findingsFor(slice.type, keys);
  const findings = differences.map((difference) => explainDifference(difference, comparison, told, runStartedAt));
  const untold = readings.differingCount + readings.table.unseen - findings.length;
  return untold > 0 ? [...findings, remainder(slice, findings.length, untold)] : findings;
}

/** What was not looked at one by one; when there was room for it, the source no longer shows it. */
function remainder(slice: TrackerSlice, looked: number, count: number): Finding {
  const { type, key } = slice;
  if (looked === toldOneByOne) {
    return { type, key, cause: 'unexplained', code: 'DIFFERS', message: 'more objects of this slice differ', count };
  }
  const message = 'no longer on the source when it was read again';
  return { type, key, cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE', message, count };
}
