import { inParallel } from '../../dhis2/in-parallel.ts';
import { canonicalText } from '../../model/digest.ts';
import type { Finding } from '../../model/finding.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { stillThere } from '../deletions/metadata/still-there.ts';
import type { RunContext, SharedVerification, VerifiedSlice } from '../run-context.ts';
import { hasUnexplained, letSettle } from '../second-look.ts';
import { usualAfterwards } from '../stages/afterwards/afterwards.ts';
import { compareType, joined, makeExpectation, makeTargetForm, type TypeComparison } from './compare-type.ts';
import { type MetadataPlan, readSince, typesAtOnce } from './plan.ts';
import { nameOf } from './read-sides.ts';
import { referencesOf, withoutReferences } from './references.ts';

/** Differences of one type that are explained one by one; more of them are told in one finding. */
const explainedAtMost = 500;

/**
 * Reads the metadata of both sides a second time and compares it, type by type: the source as it should have arrived,
 * the target as it is. Where nothing was written since the plan read both, that reading stands (decision 0020). What differs is
 * looked at property by property, by a reading of its own in any case.
 */
export async function* verifyMetadata(
  context: RunContext,
  plan: MetadataPlan,
  finished: ReadonlySet<string> = new Set(),
  types: readonly MetadataType[] = plan.selection.types,
): AsyncIterable<VerifiedSlice> {
  const since = await readSince(context.ledger);
  const isUntouched = await nothingWritten(context);
  let compared = 0;
  const left = types.filter((type) => !finished.has(`${type}/${type}`));
  const slices = inParallel(left, typesAtOnce, (type) => verifyType(context, plan, type, since, isUntouched));
  for await (const slice of slices) {
    context.signal.throwIfAborted();
    compared += slice.compared;
    context.progress.advanced('verification', compared, undefined, slice.type);
    yield slice;
  }
}

/** Objects of a type from which on its verification is a piece by itself. */
const manyObjects = 2_000;
/** All other types are put together in so many pieces. */
const piecesOfOthers = 8;

/** The types that have many objects are pieces, and all others are some more. */
export function shareMetadataVerification(plan: MetadataPlan): SharedVerification {
  const counts = new Map<MetadataType, number>();
  for (const type of plan.sourceTypes.values()) counts.set(type, (counts.get(type) ?? 0) + 1);
  const isLarge = (type: MetadataType) => (counts.get(type) ?? 0) >= manyObjects;
  const { types } = plan.selection;
  const pieces = new Map<string, MetadataType[]>(types.filter(isLarge).map((type) => [type, [type]]));
  for (const [index, type] of types.filter((each) => !isLarge(each)).entries()) {
    const key = `others-${(index % piecesOfOthers) + 1}`;
    pieces.set(key, [...(pieces.get(key) ?? []), type]);
  }
  return {
    pieces: [...pieces.keys()],
    verify: (piece, context, finished) => verifyMetadata(context, plan, finished, pieces.get(piece) ?? types),
  };
}

async function verifyType(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  since: string | undefined,
  isUntouched: boolean,
): Promise<VerifiedSlice> {
  const seen = new Set<Uid>();
  const kept = isUntouched ? await plan.kept(type) : undefined;
  const first = await compareType(context, plan, type, seen, fewUids(plan, type), kept);
  let { differing } = first;
  let findings = await explain(context, plan, type, differing.uids, since);
  const again = hasUnexplained({ findings }) ? await lookAgain(context, plan, type, seen, differing.uids) : undefined;
  if (again !== undefined) {
    ({ differing } = again);
    findings = await explain(context, plan, type, differing.uids, since);
  }
  const equal = again === undefined ? first.equal : joined(first.equal, again.equal);
  const all = joined(equal, differing);
  return {
    type,
    key: type,
    compared: all.count,
    identical: equal.count,
    sourceDigest: all.source.toString(16),
    targetDigest: all.target.toString(16),
    findings: [...findings, ...vanished(plan, type, seen), ...(await stillThere(context, plan, type))],
  };
}

/** Whether the metadata of the target are as the plan found them: what was written beside them changes none. */
async function nothingWritten({ ledger, options }: RunContext): Promise<boolean> {
  if (await ledger.hasWritten(['files', 'metadata', 'settings', 'deletions'])) return false;
  return (options.afterwards ?? usualAfterwards).every((word) => word === 'caches');
}

/** Only what differed, after the target has had time. */
async function lookAgain(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  seen: Set<Uid>,
  uids: readonly Uid[],
): Promise<TypeComparison> {
  await letSettle(context);
  return compareType(context, plan, type, seen, uids);
}

/** Selections above this number are read by listing the whole type. */
const readByUid = 5_000;

/** The UIDs to read, where the selection holds few of the type; undefined where all are read. */
function fewUids(plan: MetadataPlan, type: MetadataType): Uid[] | undefined {
  if (plan.scope.isEverything) return undefined;
  const uids: Uid[] = [];
  for (const [uid, of] of plan.sourceTypes) {
    if (of === type) uids.push(uid);
    if (uids.length > readByUid) return undefined;
  }
  return uids;
}

/** Objects that the plan has read from the source, and that the source has no more. */
function vanished(plan: MetadataPlan, type: MetadataType, seen: ReadonlySet<Uid>): Finding[] {
  const gone = [...plan.sourceTypes].filter(([uid, of]) => of === type && !seen.has(uid));
  const [first] = gone;
  if (!first) return [];
  const message = 'deleted on the source since the run began';
  return [{ type, key: first[0], cause: 'changed-meanwhile', code: 'DELETED_MEANWHILE', message, count: gone.length }];
}

async function explain(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  differing: readonly Uid[],
  since: string | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const looked = differing.slice(0, explainedAtMost);
  for (let start = 0; start < looked.length; start += 100) {
    findings.push(...(await explainSome(context, plan, type, looked.slice(start, start + 100), since)));
  }
  if (differing.length > looked.length) {
    const count = differing.length - looked.length;
    const message = 'more objects of this type differ';
    findings.push({ type, key: '*', cause: 'unexplained', code: 'DIFFERS', message, count });
  }
  return findings;
}

async function explainSome(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  uids: readonly Uid[],
  since: string | undefined,
): Promise<Finding[]> {
  const { source, target, signal } = context;
  const expect = makeExpectation(type, plan);
  const canonicalTarget = makeTargetForm(context, plan, type);
  const targetUids = uids.map((uid) => plan.transform.identity.toTarget(uid));
  const there = new Map<Uid, MetadataObject>();
  for await (const object of target.readMetadata(type, { signal, uids: targetUids })) there.set(object.id, object);
  const told = await context.ledger.findingsFor(type, uids);
  const findings: Finding[] = [];
  for await (const object of source.readMetadata(type, { signal, uids })) {
    const expected = expect(object);
    const found = there.get(expected.uid);
    const properties = found ? differingProperties(expected.canonical, canonicalTarget(found)) : [];
    const before = told.find((finding) => finding.key === object.id);
    const base = { type, key: object.id, name: nameOf(object) };
    const message = found ? `differs in ${properties.join(', ')}` : 'missing on the target';
    if (before) findings.push({ ...base, cause: before.cause, code: before.code, message: before.message });
    else if (found && properties.length === 0) {
      const twice = 'differed at first, and not when it was read once more';
      findings.push({ ...base, cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE', message: twice });
    } else if (since !== undefined && String(object.lastUpdated ?? '') > since) {
      findings.push({ ...base, cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE', message });
    } else if (properties.length > 0 && properties.every((key) => isLost(key, expected.losses))) {
      findings.push({ ...base, cause: 'impossible', code: 'NO_PLACE', message });
    } else if (
      found &&
      isWithoutRefused(context, object, (each) => differingProperties(expect(each).canonical, canonicalTarget(found)))
    ) {
      const message = `arrived without what was refused: ${properties.join(', ')}`;
      findings.push({ ...base, cause: 'refused', code: 'DEPENDS_ON_REFUSED', message });
    } else findings.push({ ...base, cause: 'unexplained', code: found ? 'DIFFERS' : 'MISSING', message });
  }
  return findings;
}

/** Whether an object is as the target should hold it but for what it names of refused objects, which DHIS2 drops from lists. */
function isWithoutRefused(
  { isRefused }: RunContext,
  object: MetadataObject,
  differing: (object: MetadataObject) => readonly string[],
): boolean {
  const refused = new Set(referencesOf(object, (uid) => isRefused('', uid)).map(({ uid }) => uid));
  return refused.size > 0 && differing(withoutReferences(object, refused)).length === 0;
}

function isLost(property: string, losses: ReturnType<ReturnType<typeof makeExpectation>>['losses']): boolean {
  return losses.some((loss) => loss.property === property || loss.property.startsWith(`${property}.`));
}

function differingProperties(
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys].filter((key) => canonicalText(expected[key]) !== canonicalText(found[key]));
}
