import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { accountOnArrival, type NewAccountPolicy } from './new-accounts.ts';
import type { Sendable } from './send-batch.ts';

/** The property by which objects of a type are switched on and off, and its value when they are off. */
interface Switch {
  readonly property: string;
  readonly off: boolean;
  /** Whether what the source switched off goes off on the target too. */
  readonly followsSource?: boolean;
}

/**
 * What acts on its own, or on others: it arrives switched off, since a copy that runs beside its original sends twice. Whether it
 * runs is the target's own affair from then on: never compared, never changed (decision 0013).
 */
const switches: Readonly<Record<MetadataType, Switch>> = {
  routes: { property: 'disabled', off: true },
  eventHooks: { property: 'disabled', off: true },
  jobConfigurations: { property: 'enabled', off: false },
  // Who may not log in to the source any more may not log in to its copy (decision 0019).
  users: { property: 'disabled', off: true, followsSource: true },
};

/** Whether an object of the source acts; what has no switch does not. */
export function isSwitchedOn(type: MetadataType, object: MetadataObject): boolean {
  const its = switches[type];
  return its !== undefined && !its.followsSource && object[its.property] !== its.off;
}

/** Objects as they are sent: new ones switched off, others as the target has them. */
export async function withSwitches(
  target: InstanceReader,
  sendables: readonly Sendable[],
  isNew: (uid: Uid) => boolean,
  { newAccounts, signal }: { readonly newAccounts?: NewAccountPolicy | undefined; readonly signal: AbortSignal },
): Promise<readonly Sendable[]> {
  // An archive keeps what it is given; whoever restores it decides.
  if (target.facts.isArchive) return sendables;
  const there = await switchesOnTarget(target, sendables, isNew, signal);
  return sendables.map((sent) => {
    const its = switches[sent.type];
    if (!its) return sent;
    if (sent.type === 'users' && isNew(sent.uid))
      return { ...sent, object: accountOnArrival(sent.object, newAccounts) };
    if (its.followsSource && sent.object[its.property] === its.off) return sent;
    const value = there.get(sent.object.id) ?? its.off;
    return { ...sent, object: { ...sent.object, [its.property]: value } };
  });
}

async function switchesOnTarget(
  target: InstanceReader,
  sendables: readonly Sendable[],
  isNew: (uid: Uid) => boolean,
  signal: AbortSignal,
): Promise<ReadonlyMap<Uid, unknown>> {
  const values = new Map<Uid, unknown>();
  for (const [type, { property }] of Object.entries(switches)) {
    const uids = sendables.filter((sent) => sent.type === type && !isNew(sent.uid)).map((sent) => sent.object.id);
    if (uids.length === 0) continue;
    const found: AsyncIterable<MetadataObject> = target.readMetadata(type, { signal, uids, fields: `id,${property}` });
    for await (const object of found) values.set(object.id, object[property]);
  }
  return values;
}

/**
 * Objects of the target that are on although they have to follow the source when that switches them off. The switch is not
 * compared otherwise, so the plan asks for them.
 */
export async function followersSwitchedOn(
  target: InstanceReader,
  type: MetadataType,
  signal: AbortSignal,
): Promise<(object: MetadataObject, targetUid: Uid) => boolean> {
  const its = switches[type];
  if (!its?.followsSource) return () => false;
  const on = new Set<Uid>();
  const found = target.readMetadata(type, { signal, fields: `id,${its.property}` });
  for await (const object of found) if (object[its.property] !== its.off) on.add(object.id);
  return (object, targetUid) => object[its.property] === its.off && on.has(targetUid);
}
