import { inParallel } from '../../dhis2/in-parallel.ts';
import { readAhead } from '../../dhis2/read-ahead.ts';
import type { StageName } from '../../model/ledger.ts';
import { lookAtClocks } from '../proof/moments.ts';
import type { RunContext, VerifiedSlice } from '../run-context.ts';
import { letSettle } from '../second-look.ts';
import type { UntouchedPart } from './compared-parts.ts';
import { type DatedRows, datedRows } from './dated-rows.ts';
import { type DifferingPart, explainDifferences } from './explain-differences.ts';
import { createFindingGroups } from './finding-groups.ts';
import type { OrgUnitHierarchy } from './org-unit-hierarchy.ts';
import type { Area, Part } from './part.ts';
import { differingBuckets, digestPart, type PartDigest } from './part-digest.ts';
import { reread } from './reread.ts';
import type { RowClass } from './row-class.ts';
import { loadBegun, stageStart } from './stage-start.ts';
import { loadKnownParts, type TouchedFacts, touchedAtOnce, verifyTouched } from './touched-parts.ts';
import { type WalkOptions, walkParts } from './walk-parts.ts';

/** What of a class is verified, and how it is cut. */
export interface VerifiedClass<Row> extends Pick<WalkOptions<never>, 'from' | 'maxElements' | 'limit'> {
  readonly stage: StageName;
  readonly rows: RowClass<Row>;
  readonly areas: readonly Area[];
  readonly hierarchy: OrgUnitHierarchy;
}

interface DigestedSides {
  readonly source: PartDigest;
  readonly target: PartDigest;
}

/**
 * Reads both sides a second time, all but the parts of which nothing was written, and compares digests part by part. Where they
 * differ it reads the part once more, only the rows of differing buckets, and tells each difference with its cause.
 */
export async function* verifyParts<Row>(
  context: RunContext,
  verified: VerifiedClass<Row>,
  finished: ReadonlySet<string> = new Set(),
): AsyncGenerator<VerifiedSlice> {
  const { rows, areas, hierarchy, from, maxElements, limit } = verified;
  const startedAt = await stageStart(context, verified.stage);
  const { told } = await loadBegun(context, 'verification');
  const findings = createFindingGroups(rows.type, told);
  let done = 0;
  const before = partKeys(rows.type, finished);
  const { untouched, touched } = await loadKnownParts(context, verified.stage);
  const dated = datedRows(rows, rows.dates && (await lookAtClocks(context)));
  const same: VerifiedSlice[] = [];
  const touchedOver: { readonly part: Part; readonly facts: TouchedFacts }[] = [];
  const parts = walkParts<DigestedSides>(areas, {
    hierarchy,
    from,
    maxElements,
    limit,
    finished: new Set([...before, ...untouched.keys(), ...touched.keys()]),
    passedOver(part) {
      if (before.has(part.key)) return;
      const [found, facts] = [untouched.get(part.key), touched.get(part.key)];
      if (found !== undefined) same.push(sameSlice(rows.type, part, found));
      if (facts !== undefined) touchedOver.push({ part, facts });
    },
    read: async (part, divisible) => {
      const sides = await digestBoth(dated.rows, part, divisible ? limit : undefined, context.signal);
      if (sides === undefined) return { overflow: true, distinctElements: part.elements.length };
      return { overflow: false, rows: Math.max(sides.source.rows, sides.target.rows), value: sides };
    },
  });
  const verify = async (part: Part, sides: DigestedSides) => {
    const slice = await verifyPart(context, dated, part, sides, { startedAt, findings });
    done += slice.compared;
    context.progress.advanced('verification', done, undefined, rows.type);
    return slice;
  };
  async function* passedOver() {
    yield* same.splice(0);
    const looked = inParallel(touchedOver.splice(0), touchedAtOnce, async ({ part, facts }) => {
      context.signal.throwIfAborted();
      return { part, slice: await verifyTouched(context, rows, part, facts) };
    });
    for await (const { part, slice } of looked) {
      context.signal.throwIfAborted();
      yield slice ?? (await verify(part, await digestWhole(context, dated, part)));
    }
  }
  for await (const { part, value } of readAhead(parts)) {
    context.signal.throwIfAborted();
    yield* passedOver();
    yield await verify(part, value);
  }
  yield* passedOver();
}

async function digestWhole<Row>({ signal }: RunContext, dated: DatedRows<Row>, part: Part): Promise<DigestedSides> {
  const sides = await digestBoth(dated.rows, part, undefined, signal);
  if (sides === undefined) throw new Error('A part without a limit cannot overflow');
  return sides;
}

function sameSlice(type: string, { key, area }: Part, { rows, digest, proof }: UntouchedPart): VerifiedSlice {
  const digests = { sourceDigest: digest, targetDigest: digest };
  return { type, key, area, compared: rows, identical: rows, ...digests, findings: [], proof };
}

/** Keys of parts, of those of slices with their type before them. */
function partKeys(type: string, finished: ReadonlySet<string>): ReadonlySet<string> {
  const start = `${type}/`;
  return new Set([...finished].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)));
}

async function verifyPart<Row>(
  context: RunContext,
  { rows, proofOf, forget }: DatedRows<Row>,
  part: Part,
  walked: DigestedSides,
  how: Pick<DifferingPart<Row>, 'startedAt' | 'findings'>,
): Promise<VerifiedSlice> {
  const explain = async ({ source, target }: DigestedSides) => {
    const buckets = differingBuckets(source, target);
    return buckets.size === 0 ? 0 : await reread(() => explainDifferences({ context, rows, part, buckets, ...how }));
  };
  let sides = walked;
  let differing = await explain(sides);
  if (how.findings.hasUnexplained()) await letSettle(context);
  // Also where the reading for the explanation found nothing any more that the digests had seen.
  if (how.findings.hasUnexplained() || (how.findings.isEmpty() && differsIn(sides))) {
    how.findings.forget();
    sides = (await digestBoth(rows, part, undefined, context.signal)) ?? walked;
    differing = await explain(sides);
  }
  const { source, target } = sides;
  const isProven = differing === 0 && how.findings.isEmpty() && !differsIn(sides);
  const proof = isProven ? proofOf(part, context.ledger.runId) : undefined;
  forget(part);
  return {
    type: rows.type,
    key: part.key,
    area: part.area,
    compared: source.rows,
    identical: Math.max(0, source.rows - differing),
    sourceDigest: source.text,
    targetDigest: target.text,
    told: how.findings.told(),
    findings: how.findings.take(),
    proof,
  };
}

function differsIn({ source, target }: DigestedSides): boolean {
  return differingBuckets(source, target).size > 0;
}

async function digestBoth<Row>(
  rows: RowClass<Row>,
  part: Part,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<DigestedSides | undefined> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const [source, target] = await Promise.all([
      reread(() => digestPart(rows, 'source', part, limit, both)),
      reread(() => digestPart(rows, 'target', part, limit, both)),
    ]);
    return source === undefined || target === undefined ? undefined : { source, target };
  } finally {
    stop.abort();
  }
}
