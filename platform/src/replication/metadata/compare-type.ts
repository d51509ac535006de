import { digestOf } from '../../model/digest.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import { withoutLeftOut } from '../selection/left-out.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import { makeCanonicalise } from './canonical-object.ts';
import type { MetadataPlan } from './plan.ts';
import { protectionOf } from './plan-decisions.ts';
import { hasSecret } from './secrets.ts';

/** So many objects of the source, and the sums of their digests on both sides, which do not depend on the order of reading. */
export interface ComparedObjects {
  readonly count: number;
  readonly source: bigint;
  readonly target: bigint;
}

/** One type as two readings found it. */
export interface TypeComparison {
  readonly equal: ComparedObjects;
  readonly differing: ComparedObjects & { readonly uids: readonly Uid[] };
}

/** One type as the plan has read it; it stands for both sides as long as nothing was written. */
export interface KeptType {
  /** Objects of the source whose counterparts are as they should be: their digests, by UID. */
  readonly unchanged: ReadonlyMap<Uid, string>;
  /** All others. */
  readonly source: AsyncIterable<MetadataObject>;
  /** By UID. */
  readonly targetDigests: ReadonlyMap<Uid, string>;
}

/**
 * Reads one type on both sides, all of it or the objects named, and compares the source as it should have arrived with the target
 * as it is. `seen` takes the UIDs that the source has.
 */
export async function compareType(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  seen: Set<Uid>,
  uids: readonly Uid[] | undefined,
  kept?: KeptType,
): Promise<TypeComparison> {
  const expect = makeExpectation(type, plan);
  const { unchanged, source, targetDigests: found } = kept ?? (await readType(context, plan, type, uids));

  let [equal, different]: [ComparedObjects, ComparedObjects] = [nothing, nothing];
  const differing: Uid[] = [];
  for (const [uid, digest] of unchanged) {
    if (!plan.scope.isSelected(type, uid)) continue;
    seen.add(uid);
    const sum = lane(plan.transform.identity.toTarget(uid), digest);
    equal = joined(equal, { count: 1, source: sum, target: sum });
  }
  for await (const object of source) {
    if (!plan.scope.isSelected(type, object.id)) continue;
    seen.add(object.id);
    const { uid, digest } = expect(object);
    const there = found.get(uid);
    if (there !== digest && isLeftAlone(context, plan, type, object)) continue;
    if (there !== undefined && there !== digest && hasSecret(type, object)) continue;
    const one = { count: 1, source: lane(uid, digest), target: there === undefined ? 0n : lane(uid, there) };
    if (there === digest) equal = joined(equal, one);
    else {
      different = joined(different, one);
      differing.push(object.id);
    }
  }
  return { equal, differing: { ...different, uids: differing } };
}

async function readType(
  context: RunContext,
  plan: MetadataPlan,
  type: MetadataType,
  uids: readonly Uid[] | undefined,
): Promise<KeptType> {
  const { source, target, signal } = context;
  const canonicalTarget = makeTargetForm(context, plan, type);
  const targetDigests = new Map<Uid, string>();
  const targetUids = uids?.map((uid) => plan.transform.identity.toTarget(uid));
  for await (const object of target.readMetadata(type, { signal, uids: targetUids }))
    targetDigests.set(object.id, digestOf(canonicalTarget(object)));
  return { unchanged: new Map(), source: source.readMetadata(type, { signal, uids }), targetDigests };
}

const nothing: ComparedObjects = { count: 0, source: 0n, target: 0n };
const modulus = (1n << 128n) - 1n;

/** Both together: sums, since two sides read in different orders where UIDs are mapped. */
export function joined(one: ComparedObjects, other: ComparedObjects): ComparedObjects {
  return {
    count: one.count + other.count,
    source: (one.source + other.source) & modulus,
    target: (one.target + other.target) & modulus,
  };
}

function lane(uid: Uid, digest: string): bigint {
  return BigInt(`0x${digestOf([uid, digest])}`) & modulus;
}

/** What the target should hold for an object of the source, and what is lost on the way. */
export function makeExpectation(type: MetadataType, plan: MetadataPlan) {
  const toTarget = makeToTarget(type, plan.transform);
  const canonicalise = makeCanonicalise(type, plan.transform.source, plan.transform.target);
  return (object: MetadataObject) => {
    const { object: expected, losses } = toTarget(object);
    const canonical = canonicalise(expected);
    return { uid: plan.transform.identity.toTarget(object.id), canonical, digest: digestOf(canonical), losses };
  };
}

/** The form in which objects of the target are compared: without what they name of things that are left out. */
export function makeTargetForm({ source, target }: RunContext, plan: MetadataPlan, type: MetadataType) {
  const canonicalise = makeCanonicalise(type, target.facts.schemas, source.facts.schemas);
  return (object: MetadataObject) => canonicalise(withoutLeftOut(object, plan.isLeftOutOnTarget));
}

/** Objects of which the target keeps its own: told as skipped in the plan when they differ. */
function isLeftAlone(context: RunContext, plan: MetadataPlan, type: MetadataType, object: MetadataObject): boolean {
  const protection = protectionOf(type, object, context.target.facts.account);
  return protection !== undefined || plan.decisions.mapped.has(object.id);
}
