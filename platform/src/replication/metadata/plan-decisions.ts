import type { Finding } from '../../model/finding.ts';
import type { AccountFacts } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { UniqueClash } from '../../store/planned-object.ts';
import { type IdentityPolicy, policyFor } from '../identity/policies.ts';

/** What was decided about the objects of the source that meet another object on the target. */
export interface IdentityDecisions {
  /** Source UID → target UID. */
  readonly pairs: ReadonlyMap<Uid, Uid>;
  /** Mapped objects, whose own content is not written. */
  readonly mapped: ReadonlySet<Uid>;
  readonly renames: ReadonlyMap<Uid, readonly string[]>;
  /** Objects that are not written because the policy says so, with the finding that tells it. */
  readonly refused: ReadonlyMap<Uid, Finding>;
  /** Objects of the target that these claim: whose they are is left undecided. */
  readonly disputed: ReadonlySet<Uid>;
}

export interface DecisionInput {
  readonly clashes: readonly UniqueClash[];
  /** Whether the source has an object of this type and UID; then the target's object of that UID is its counterpart. */
  readonly isOnSource: (type: MetadataType, uid: Uid) => boolean;
  readonly isOnTarget: (type: MetadataType, uid: Uid) => boolean;
  /** Whether two objects hold the same but for their UIDs. */
  readonly areEqual: (clash: UniqueClash) => boolean;
  readonly chosen?: Readonly<Record<MetadataType, IdentityPolicy>> | undefined;
}

/** The four types of which every instance has one object called `default` (API.md §5.1). */
export const defaultedTypes: ReadonlySet<MetadataType> = new Set([
  'categories',
  'categoryOptions',
  'categoryCombos',
  'categoryOptionCombos',
]);

export function isDefaultObject(type: MetadataType, object: MetadataObject): boolean {
  return defaultedTypes.has(type) && object.name === 'default';
}

/** Decides, by policy, who is who. Pure; the same rows give the same decisions when a run is resumed. */
export function decideIdentity(input: DecisionInput): IdentityDecisions {
  const pairs = new Map<Uid, Uid>();
  const mapped = new Set<Uid>();
  const renames = new Map<Uid, string[]>();
  const refused = new Map<Uid, Finding>();
  const disputed = new Set<Uid>();
  for (const [sourceUid, clashes] of groupBySource(input)) {
    const first = clashes[0];
    if (!first) continue;
    const policy = policyOf(first, clashes, input);
    if (policy === 'rename') renames.set(sourceUid, [...new Set(clashes.map((clash) => propertyOf(clash)))]);
    else if (policy === 'refuse') {
      refused.set(sourceUid, refusal(first));
      for (const { targetUid } of clashes) disputed.add(targetUid);
    } else {
      pairs.set(sourceUid, first.targetUid);
      if (policy === 'map') mapped.add(sourceUid);
    }
  }
  return { pairs, mapped, renames, refused, disputed };
}

/**
 * Clashes that need a decision. One with an object whose own counterpart is on the source is none: that object will get
 * its counterpart's values, and the value in question becomes free.
 */
function groupBySource(input: DecisionInput): ReadonlyMap<Uid, readonly UniqueClash[]> {
  const groups = new Map<Uid, UniqueClash[]>();
  for (const clash of input.clashes) {
    if (input.isOnSource(clash.type, clash.targetUid)) continue;
    const group = groups.get(clash.sourceUid);
    if (group) group.push(clash);
    else groups.set(clash.sourceUid, [clash]);
  }
  return groups;
}

function policyOf(first: UniqueClash, clashes: readonly UniqueClash[], input: DecisionInput): IdentityPolicy {
  if (first.name === 'default' && defaultedTypes.has(first.type)) return 'map';
  // The same UID is on the target too, or several objects hold one value each: no single object can stand for this one.
  const ambiguous =
    input.isOnTarget(first.type, first.sourceUid) || new Set(clashes.map((clash) => clash.targetUid)).size > 1;
  const policy = policyFor(first.type, input.areEqual(first), input.chosen);
  return ambiguous && policy !== 'refuse' ? 'rename' : policy;
}

function propertyOf(clash: UniqueClash): string {
  return clash.uniqueKey.slice(0, clash.uniqueKey.indexOf('='));
}

function refusal(clash: UniqueClash): Finding {
  return {
    type: clash.type,
    key: clash.sourceUid,
    name: clash.name,
    cause: 'refused',
    code: 'SAME_VALUE_OTHER_UID',
    message: `${clash.uniqueKey} is held by ${clash.targetUid} on the target`,
  };
}

/** Why an object is never written, whatever it holds; undefined where it may be. */
export function protectionOf(
  type: MetadataType,
  object: MetadataObject,
  account: AccountFacts,
): 'DEFAULT_OBJECT' | 'ACCOUNT_IN_USE' | 'ROLE_IN_USE' | 'SYSTEM_JOB' | undefined {
  if (isDefaultObject(type, object)) return 'DEFAULT_OBJECT';
  if (type === 'jobConfigurations' && !isMadeByPeople(object)) return 'SYSTEM_JOB';
  if (type === 'users') {
    const username = String(object.username ?? '').toLowerCase();
    if (object.id === account.uid || username === account.username.toLowerCase()) return 'ACCOUNT_IN_USE';
  }
  return type === 'userRoles' && account.roles.includes(object.id) ? 'ROLE_IN_USE' : undefined;
}

/** The server makes its own jobs, which nobody may change, and jobs of a moment for what somebody asks for once. */
function isMadeByPeople(job: MetadataObject): boolean {
  return job.configurable !== false && job.schedulingType !== 'ONCE_ASAP';
}
