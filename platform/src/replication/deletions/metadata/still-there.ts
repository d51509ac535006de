import type { Finding } from '../../../model/finding.ts';
import type { MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import type { MetadataPlan } from '../../metadata/plan.ts';
import { nameOf } from '../../metadata/read-sides.ts';
import type { RunContext } from '../../run-context.ts';
import { deletionPolicyOf } from '../deletion-policy.ts';
import { deletionProtection } from '../protected-objects.ts';
import { claimedUids } from './doomed-metadata.ts';

/** Objects of one type that are told one by one; of more than that nobody reads the names. */
const toldOneByOne = 500;

/**
 * What should be gone of one type and is not, by a reading of its own: what only the target had when the run was planned, and
 * what no earlier stage told.
 */
export async function stillThere(context: RunContext, plan: MetadataPlan, type: MetadataType): Promise<Finding[]> {
  if (deletionPolicyOf(context.options, type) !== 'propagate') return [];
  const { target, signal, ledger } = context;
  const uids = onlyOnTarget(plan, type);
  const left: Finding[] = [];
  if (uids.length === 0) return left;
  const told = new Set((await ledger.findingsFor(type, uids)).map(({ key }) => key));
  const message = 'the source does not have it, and it is still there';
  for await (const object of target.readMetadata(type, { signal, uids })) {
    if (told.has(object.id) || deletionProtection(type, object, target.facts.account) !== undefined) continue;
    left.push({ type, key: object.id, name: nameOf(object), cause: 'unexplained', code: 'NOT_DELETED', message });
  }
  const others = left.length - toldOneByOne;
  if (others <= 0) return left;
  return [
    ...left.slice(0, toldOneByOne),
    { type, key: '*', cause: 'unexplained', code: 'NOT_DELETED', message, count: others },
  ];
}

function onlyOnTarget(plan: MetadataPlan, type: MetadataType): Uid[] {
  const claimed = claimedUids(plan);
  return [...plan.targetTypes].flatMap(([uid, of]) => {
    const isOnSource = plan.sourceTypes.get(uid) === type;
    return of === type && !isOnSource && !claimed.has(uid) && plan.scope.isSelectedOnTarget(type, uid) ? [uid] : [];
  });
}
