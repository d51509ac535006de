import type { MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import { countTargetObjects, loadOnlyOnTarget, type TargetOnlyRow } from '../../../store/only-on-target.ts';
import { nameOf } from '../../metadata/read-sides.ts';
import type { MetadataWriting } from '../../metadata/writing.ts';
import type { PlannedDeletion } from '../deletion-bound.ts';
import { deletionPolicyOf } from '../deletion-policy.ts';
import { deletionProtection } from '../protected-objects.ts';
import { type DoomedObject, doomed } from './deletion-order.ts';

/** What of the metadata would go, by type; read from the plan, before anything is written. */
export interface DoomedMetadata {
  readonly planned: readonly PlannedDeletion[];
  readonly objects: ReadonlyMap<MetadataType, readonly TargetOnlyRow[]>;
}

/** Everything that the run can tell from the plan alone. */
export type PlannedMetadata = Pick<MetadataWriting, 'database' | 'plan'> & {
  readonly context: Pick<MetadataWriting['context'], 'target' | 'options'> & {
    readonly ledger: Pick<MetadataWriting['context']['ledger'], 'runId'>;
  };
};

/**
 * The objects that only the target had when the run was planned, of the types that the policy propagates: never those that
 * stand for an object of the source under another UID, those of which it was left undecided whether they do, and what the
 * selection leaves out.
 */
export async function findDoomedMetadata(writing: PlannedMetadata): Promise<DoomedMetadata> {
  const { context, database, plan } = writing;
  const { runId } = context.ledger;
  const types = plan.selection.types.filter((type) => deletionPolicyOf(context.options, type) === 'propagate');
  if (types.length === 0) return { planned: [], objects: new Map() };
  const claimed = claimedUids(plan);
  const held = await countTargetObjects(database, runId);
  const { account } = context.target.facts;
  const objects = new Map<MetadataType, readonly TargetOnlyRow[]>();
  const planned: PlannedDeletion[] = [];
  for (const type of types) {
    const rows = (await loadOnlyOnTarget(database, runId, type)).filter(
      ({ uid, name }) =>
        !claimed.has(uid) &&
        plan.scope.isSelectedOnTarget(type, uid) &&
        deletionProtection(type, { id: uid, name }, account) === undefined,
    );
    if (rows.length > 0) objects.set(type, rows);
    planned.push({ type, deletions: rows.length, held: held.get(type) ?? 0 });
  }
  return { planned, objects };
}

/** Objects of the target that an object of the source claims under another UID, decided or not. */
export function claimedUids({ decisions }: MetadataWriting['plan']): ReadonlySet<Uid> {
  return new Set([...decisions.pairs.values(), ...decisions.disputed]);
}

/** The objects as the target holds them now, with what they name among themselves; what is gone already is not among them. */
export async function readDoomed(
  { context }: Pick<MetadataWriting, 'context'>,
  objects: DoomedMetadata['objects'],
): Promise<{ readonly there: readonly DoomedObject[]; readonly spared: ReadonlySet<Uid> }> {
  const { target, signal } = context;
  const all = new Set([...objects.values()].flatMap((rows) => rows.map(({ uid }) => uid)));
  const there: DoomedObject[] = [];
  const spared = new Set<Uid>();
  for (const [type, rows] of objects) {
    const uids = rows.map(({ uid }) => uid);
    for await (const object of target.readMetadata(type, { signal, uids })) {
      if (deletionProtection(type, object, target.facts.account) !== undefined) spared.add(object.id);
      else there.push(doomed(type, object, nameOf(object), (uid) => all.has(uid)));
    }
  }
  return { there, spared };
}
