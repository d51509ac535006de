import type { Uid } from '../../model/uid.ts';
import { keepLeftOut } from '../selection/left-out.ts';
import type { Sendable } from './send-batch.ts';
import type { MetadataWriting, WritingState } from './writing.ts';

/**
 * Updates as they are sent when the run leaves something out: with what the target's own objects name of that, such as its
 * assignments to org units outside of a subtree. An import replaces whole lists.
 */
export async function updatesBeside(
  { context, plan }: MetadataWriting,
  state: WritingState,
  sendables: ReadonlyMap<Uid, Sendable>,
): Promise<ReadonlyMap<Uid, Sendable>> {
  const changed = new Map<Uid, Sendable>();
  if (plan.scope.isEverything) return changed;
  const updates = [...sendables.values()].filter(
    ({ uid }) => state.byUid.get(uid)?.action === 'update' || state.done.has(uid),
  );
  for (const [type, ofType] of Map.groupBy(updates, (update) => update.type)) {
    const byTargetUid = new Map(ofType.map((update) => [update.object.id, update]));
    const found = context.target.readMetadata(type, { signal: context.signal, uids: [...byTargetUid.keys()] });
    for await (const there of found) {
      const update = byTargetUid.get(there.id);
      if (update === undefined) continue;
      changed.set(update.uid, { ...update, object: keepLeftOut(update.object, there, plan.isLeftOutOnTarget) });
    }
  }
  return changed;
}
