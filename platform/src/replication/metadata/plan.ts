import { allInParallel } from '../../dhis2/in-parallel.ts';
import type { Counts } from '../../model/counts.ts';
import { digestOf } from '../../model/digest.ts';
import type { Finding } from '../../model/finding.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { createLedger } from '../../store/ledger.ts';
import {
  forgetPlan,
  loadSourceObjects,
  loadSourceObjectsByUid,
  loadTargetDigests,
  loadUids,
  loadUnchanged,
  loadUniqueClashes,
  type PlannedRow,
  savePlan,
  type UniqueClash,
} from '../../store/planned-object.ts';
import { type PlannedAction, plannedActions } from '../../store/tables.ts';
import { deletionPolicyOf } from '../deletions/deletion-policy.ts';
import { isOwnType } from '../deletions/protected-objects.ts';
import { createIdentityMap } from '../identity/identity-map.ts';
import { type KeptIdentity, keepIdentity, loadIdentity, onTopOf } from '../identity/kept-identity.ts';
import { undecidedClashes, withMapping } from '../mapping/decide-mapped.ts';
import { assertMapped, type RunMapping } from '../mapping/open-mapping.ts';
import type { ProgressSink, RunOptions } from '../run-context.ts';
import { createScope } from '../selection/create-scope.ts';
import { readChangedSides } from '../selection/read-changed-sides.ts';
import { readSelectedSides } from '../selection/read-selected-sides.ts';
import type { Scope } from '../selection/scope.ts';
import { loadSelectedMetadata } from '../selection/selected-metadata.ts';
import {
  type Chosen,
  choosesObjects,
  followedRun,
  nothingRestricted,
  restrictsMetadata,
} from '../selection/selection-choice.ts';
import { makeToTarget } from '../transforms/to-target.ts';
import type { Loss, TransformContext } from '../transforms/transform.ts';
import { arrivalLosses } from './arrival.ts';
import { makeCanonicalise } from './canonical-object.ts';
import type { KeptType } from './compare-type.ts';
import { decideIdentity, defaultedTypes, type IdentityDecisions, protectionOf } from './plan-decisions.ts';
import { LossTally, noPlaceFinding, uncarriedFindings } from './plan-findings.ts';
import { keepSource, keepTarget, nameOf, type SideReading } from './read-sides.ts';
import { selectTypes, type TypeSelection } from './replicated-types.ts';
import { hasSecret } from './secrets.ts';
import { followersSwitchedOn } from './switches.ts';

export interface PlanInput extends SideReading {
  readonly ledger: Ledger;
  readonly progress: ProgressSink;
  readonly options: RunOptions;
  /** What a user chose to be carried; everything when absent. */
  readonly chosen?: Chosen | undefined;
  /** Who stands for whom by the user's own word. */
  readonly mapping?: RunMapping | undefined;
}

/** Types that are read at a time, on each side: most are one small page, of which only the waiting counts. */
export const typesAtOnce = 6;

/** What the metadata stage and the verification need to know; the objects themselves are rows in the store. */
export interface MetadataPlan {
  readonly selection: TypeSelection;
  readonly decisions: IdentityDecisions;
  readonly transform: TransformContext;
  /** Type of every object of the source that is carried, by UID. */
  readonly sourceTypes: ReadonlyMap<Uid, MetadataType>;
  readonly targetTypes: ReadonlyMap<Uid, MetadataType>;
  readonly scope: Scope;
  /** A type as it was read when the run was planned. */
  kept(type: MetadataType): Promise<KeptType>;
  /** What the target's objects name of things that the run leaves out is not compared. */
  readonly isLeftOutOnTarget: (uid: Uid) => boolean;
}

/** The source's clock when it was first read: what is changed later was changed meanwhile. */
export async function readSince(ledger: Ledger): Promise<string | undefined> {
  for await (const chunk of ledger.chunkFacts('plan')) {
    if (chunk.key === wholePlan && typeof chunk.facts.since === 'string') return chunk.facts.since;
  }
  return undefined;
}

/** Whether a run was planned, by this process or another. */
export async function isPlanned(ledger: Ledger): Promise<boolean> {
  return (await ledger.finishedKeys('plan')).has(wholePlan);
}

const wholePlan = 'plan';

const decidedOtherwise = plannedActions.filter((action) => action !== 'unchanged');

/**
 * Reads the metadata of both sides and says for every object what is to be done. What was read stays in the store, so
 * that a resumed run, or one whose source changes meanwhile, goes by the same plan.
 */
export async function planMetadata(input: PlanInput): Promise<MetadataPlan> {
  const { ledger } = input;
  const selection = selectTypes(input.source.facts.schemas, input.target.facts.schemas, input.options.only);
  const finished = await ledger.finishedKeys('plan');
  if (!finished.has(wholePlan)) await readSides(input, selection);
  const plan = await decide(input, selection);
  if (finished.has(wholePlan)) return plan;
  await keepIdentity(ledger, plan.decisions);
  await allInParallel(selection.types, typesAtOnce, (type) => planType(input, plan, type));
  await ledger.finishChunk({
    stage: 'plan',
    key: wholePlan,
    facts: { since: input.source.facts.serverDate },
    ...(input.chosen !== undefined && choosesObjects(input.chosen)
      ? { counts: {}, findings: [] }
      : await uncarriedFindings(input, selection, plan.scope.isEverything ? listedOf(plan) : undefined)),
  });
  return plan;
}

function listedOf({ sourceTypes }: MetadataPlan): (type: MetadataType) => number {
  return (type) => [...sourceTypes.values()].filter((each) => each === type).length;
}

/** What the run that this one follows decided; undefined where it follows none, or none whose ledger is still there. */
async function identityBefore({ chosen, database }: PlanInput): Promise<KeptIdentity | undefined> {
  const runId = followedRun(chosen);
  return runId === undefined ? undefined : loadIdentity(createLedger(database, runId));
}

/** Whether some metadata objects of the source may stay behind. */
function leavesOut({ chosen, mapping }: PlanInput): boolean {
  const isCut = chosen !== undefined && restrictsMetadata(chosen);
  return isCut || (mapping?.unmapped === 'skip' && mapping.without.size > 0);
}

async function readSides(input: PlanInput, selection: TypeSelection): Promise<void> {
  await forgetPlan(input.database, input.runId);
  const { mapping, progress } = input;
  const kept = await identityBefore(input);
  if (kept !== undefined && input.chosen?.changedSince !== undefined) {
    const { changedSince } = input.chosen;
    const advanced = (read: number, type: MetadataType) => progress.advanced('plan', read, undefined, type);
    await readChangedSides({ ...input, changedSince, types: selection.types, pairs: kept.pairs, advanced });
    return;
  }
  if (leavesOut(input)) {
    const chosen = input.chosen ?? nothingRestricted;
    const allTypes = selectTypes(input.source.facts.schemas, input.target.facts.schemas).types;
    const advanced = (kept: number, type: MetadataType) => progress.advanced('plan', kept, undefined, type);
    await readSelectedSides({ ...input, chosen, mapping, allTypes, types: selection.types, advanced });
    return;
  }
  assertMapped(mapping, () => true);
  let read = 0;
  await allInParallel(selection.types, typesAtOnce, async (type) => {
    const sides = await Promise.allSettled([keepSource(input, type), keepTarget(input, type)]);
    const failed = sides.find((side) => side.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    read += sides[0].status === 'fulfilled' ? sides[0].value : 0;
    progress.advanced('plan', read, undefined, type);
  });
}

async function decide(input: PlanInput, selection: TypeSelection): Promise<MetadataPlan> {
  const { database, runId, mapping } = input;
  const selected = leavesOut(input) ? await loadSelectedMetadata(input.ledger) : undefined;
  const clashes = undecidedClashes(await loadUniqueClashes(database, runId), mapping);
  const keptTypes = await loadUids(database, runId, 'source');
  const targetTypes = await loadUids(database, runId, 'target');
  const recipients = await recipientUids(input, selection, keptTypes, targetTypes);
  const contextFor = (decisions: IdentityDecisions): TransformContext => ({
    source: input.source.facts.schemas,
    target: input.target.facts.schemas,
    identity: createIdentityMap(decisions.pairs, {
      mapsOrgUnits: mapping?.types.includes('organisationUnits') ?? false,
    }),
    isKnownRecipient: (uid) => recipients.has(uid),
    renames: decisions.renames,
    leftOut: selected?.leftOut,
  });
  const base = {
    isOnSource: (type: MetadataType, uid: Uid) => keptTypes.get(uid) === type,
    isOnTarget: (type: MetadataType, uid: Uid) => targetTypes.get(uid) === type,
    chosen: input.options.identityPolicies,
  };
  const ofDefaults = clashes.filter((clash) => defaultedTypes.has(clash.type) && clash.name === 'default');
  const defaults = decideIdentity({ ...base, clashes: ofDefaults, areEqual: () => true });
  const mapped = (decided: IdentityDecisions) =>
    withMapping(decided, mapping, (uid) => keptTypes.get(uid), input.options.identityPolicies);
  const equal = await equalClashes(input, clashes, contextFor(mapped(defaults)));
  const areEqual = (clash: UniqueClash) => equal.has(`${clash.sourceUid}/${clash.targetUid}`);
  const decisions = onTopOf(await identityBefore(input), mapped(decideIdentity({ ...base, clashes, areEqual })));
  const transform = contextFor(decisions);
  const scope = createScope(input.chosen, selected, transform.identity);
  return {
    selection,
    decisions,
    transform,
    sourceTypes: new Map([...keptTypes].filter(([uid, type]) => scope.isSelected(type, uid))),
    targetTypes,
    scope,
    kept: async (type) => ({
      unchanged: await loadUnchanged(database, runId, type),
      source: loadSourceObjects(database, runId, type, decidedOtherwise),
      targetDigests: await loadTargetDigests(database, runId, type),
    }),
    isLeftOutOnTarget: (uid) =>
      selected !== undefined && (selected.leftOut.has(uid) || selected.orgUnitsBeside.has(uid)),
  };
}

/** Users and user groups that sharing may name: those of the source that travel, and those that are on the target. */
async function recipientUids(
  input: PlanInput,
  selection: TypeSelection,
  ...sides: readonly ReadonlyMap<Uid, MetadataType>[]
): Promise<ReadonlySet<Uid>> {
  const recipients = new Set<Uid>();
  const addThose = async (type: MetadataType) => {
    for (const side of sides) for (const [uid, of] of side) if (of === type) recipients.add(uid);
    if (selection.types.includes(type)) return;
    const onTarget = input.target.readMetadata(type, { signal: input.signal, fields: 'id' });
    for await (const object of onTarget) recipients.add(object.id);
  };
  await Promise.all(['users', 'userGroups'].map(addThose));
  return recipients;
}

/** Pairs `source/target` whose objects hold the same but for their UIDs. */
async function equalClashes(
  input: PlanInput,
  clashes: Awaited<ReturnType<typeof loadUniqueClashes>>,
  context: TransformContext,
): Promise<ReadonlySet<string>> {
  const equal = new Set<string>();
  for (const type of new Set(clashes.map((clash) => clash.type))) {
    const ofType = clashes.filter((clash) => clash.type === type);
    const digests = await loadTargetDigests(input.database, input.runId, type);
    const digest = makeDigest(type, context);
    const rows = await loadSourceObjectsByUid(
      input.database,
      input.runId,
      ofType.map((clash) => clash.sourceUid),
    );
    for (const row of rows) {
      if (row.type !== type) continue;
      const own = digest(row.object).digest;
      for (const clash of ofType) {
        if (clash.sourceUid === row.object.id && digests.get(clash.targetUid) === own) {
          equal.add(`${clash.sourceUid}/${clash.targetUid}`);
        }
      }
    }
  }
  return equal;
}

/** Digest of what the target should hold of an object, and what it cannot hold. */
export function makeDigest(
  type: MetadataType,
  context: TransformContext,
): (object: MetadataObject) => { digest: string; losses: readonly Loss[] } {
  const toTarget = makeToTarget(type, context);
  const canonicalise = makeCanonicalise(type, context.source, context.target);
  return (object) => {
    const { object: expected, losses } = toTarget(object);
    return { digest: digestOf(canonicalise(expected)), losses };
  };
}

async function planType(input: PlanInput, plan: MetadataPlan, type: MetadataType): Promise<void> {
  const digests = await loadTargetDigests(input.database, input.runId, type);
  const digestOfObject = makeDigest(type, plan.transform);
  const account = input.target.facts.account;
  const mustFollow = await followersSwitchedOn(input.target, type, input.signal);
  const tally = new LossTally(type);
  const findings: Finding[] = [];
  const counts = { read: 0, unchanged: 0, skipped: 0, refused: 0, impossible: 0 };
  const targetSchema = plan.transform.target.byPlural.get(type);
  const met = new Set<Uid>();
  let keptByMapping = 0;
  let rows: PlannedRow[] = [];
  for await (const object of loadSourceObjects(input.database, input.runId, type)) {
    // One that did not change since the chosen moment says who is who, and is not written.
    if (!plan.scope.isSelected(type, object.id)) continue;
    const { digest, losses } = digestOfObject(object);
    const targetUid = plan.transform.identity.toTarget(object.id);
    const there = digests.get(targetUid);
    const { action: planned, finding } = actionFor(type, object, there, digest, plan.decisions, account);
    const noPlace =
      planned === 'create' || planned === 'update' ? noPlaceFinding(type, object, losses, targetSchema) : undefined;
    const followed = planned === 'unchanged' && mustFollow(object, targetUid) ? 'update' : planned;
    const action = noPlace ? 'impossible' : followed;
    met.add(targetUid);
    if (noPlace) findings.push(noPlace);
    else tally.add(losses);
    if (action === 'create') tally.add(arrivalLosses(type, object));
    if (finding && input.mapping?.pairs.has(object.id)) keptByMapping += 1;
    else if (finding) findings.push(finding);
    counts.read += 1;
    if (action !== 'create' && action !== 'update') counts[action] += 1;
    rows.push({ uid: object.id, digest, action });
    if (rows.length >= 500) await savePlan(input.database, input.runId, type, rows.splice(0));
  }
  if (rows.length > 0) await savePlan(input.database, input.runId, type, rows);
  rows = [];
  const isReported = deletionPolicyOf(input.options, type) === 'report' && !isOwnType(type);
  const extra = [...digests.keys()].filter((uid) => !met.has(uid) && plan.scope.isSelectedOnTarget(type, uid)).length;
  await input.ledger.finishChunk({
    stage: 'plan',
    key: `plan/${type}`,
    counts: { [type]: counts satisfies Partial<Counts> },
    findings: [
      ...findings,
      ...keptFinding(type, keptByMapping),
      ...tally.findings(),
      ...(isReported ? extraFinding(type, extra) : []),
    ],
    facts: { extra },
  });
}

function actionFor(
  type: MetadataType,
  object: MetadataObject,
  there: string | undefined,
  digest: string,
  decisions: IdentityDecisions,
  account: PlanInput['target']['facts']['account'],
): { action: PlannedAction; finding?: Finding } {
  const refusal = decisions.refused.get(object.id);
  if (refusal) return { action: 'refused', finding: refusal };
  if (there === digest) return { action: 'unchanged' };
  const protection = protectionOf(type, object, account);
  const isHeldBack = there !== undefined && hasSecret(type, object);
  const code =
    protection ??
    (isHeldBack ? 'SECRET_OF_TARGET' : undefined) ??
    (decisions.mapped.has(object.id) ? 'MAPPED_TO_EXISTING' : undefined);
  if (code === undefined || (protection === 'DEFAULT_OBJECT' && there === undefined)) {
    return { action: there === undefined ? 'create' : 'update' };
  }
  return { action: 'skipped', finding: skippedFinding(type, object, code) };
}

/** Objects of the target that stand for others by a mapping, and hold something else: told once, there may be a hundred thousand. */
function keptFinding(type: MetadataType, count: number): Finding[] {
  if (count === 0) return [];
  const message = 'the objects of the target that the mapping names stay as they are';
  return [{ type, key: '*', cause: 'skipped', code: 'MAPPED_TO_EXISTING', message, count }];
}

function skippedFinding(type: MetadataType, object: MetadataObject, code: string): Finding {
  const message = 'the object of the target stays as it is; references to the source\u2019s object lead to it';
  return { type, key: object.id, name: nameOf(object), cause: 'skipped', code, message };
}

function extraFinding(type: MetadataType, extra: number): Finding[] {
  if (extra === 0) return [];
  const message = 'on the target and not on the source; left alone';
  return [{ type, key: '*', cause: 'skipped', code: 'EXTRA_ON_TARGET', message, count: extra }];
}
