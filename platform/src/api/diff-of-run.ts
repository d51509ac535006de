import { PlatformError } from '../model/errors/platform-error.ts';
import type { MetadataType } from '../model/metadata-object.ts';
import type { Uid } from '../model/uid.ts';
import type { DeletionPolicy } from '../replication/deletions/deletion-policy.ts';
import { loadIdentity } from '../replication/identity/kept-identity.ts';
import { parseRunOptions } from '../replication/run-options.ts';
import { loadSelectedMetadata } from '../replication/selection/selected-metadata.ts';
import type { Database } from '../store/database.ts';
import { countOnlyOnTarget, hasPlan, loadRecipients } from '../store/diff.ts';
import { createLedger } from '../store/ledger.ts';
import { loadPlanCounts } from '../store/planned-object.ts';
import { loadRun } from '../store/run.ts';
import { loadTotals } from '../store/totals.ts';

const nothing = { create: 0, update: 0, unchanged: 0, skipped: 0, refused: 0, impossible: 0, onlyOnTarget: 0 };

/**
 * What a run would change, in numbers.
 * @throws PlatformError RUN_UNKNOWN, DIFF_UNKNOWN where it keeps none.
 */
export async function loadDiff(database: Database, runId: number) {
  const { options, outcome } = await loadRun(database, runId);
  await assertPlan(database, runId);
  const types = new Map<MetadataType, typeof nothing>();
  const add = (type: MetadataType, counts: Partial<typeof nothing>) =>
    types.set(type, { ...(types.get(type) ?? nothing), ...counts });
  for (const { type, action, count } of await loadPlanCounts(database, runId)) {
    if (action !== null) add(type, { [action]: count });
  }
  const claimed = await claimedOf(database, runId);
  for (const [type, onlyOnTarget] of await countOnlyOnTarget(database, runId, claimed)) add(type, { onlyOnTarget });
  const totals = outcome?.totals ?? (await loadTotals(database, runId));
  return {
    run: runId,
    types: [...types]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([type, counts]) => ({ type, ...counts, policy: deletionPolicyFor(options, type) })),
    data: Object.fromEntries(Object.entries(totals).filter(([type]) => !types.has(type))),
  };
}

/** What a side by side view of one object needs to know of its run. */
export async function loadDiffContext(database: Database, runId: number) {
  const { sourceReference, targetReference, options } = await loadRun(database, runId);
  await assertPlan(database, runId);
  const ledger = createLedger(database, runId);
  const { selection, mapping } = parseRunOptions(options);
  const leavesOut = selection !== undefined || mapping?.unmapped === 'skip';
  const selected = leavesOut ? await loadSelectedMetadata(ledger) : undefined;
  const recipients = await loadRecipients(database, runId);
  const identity = await loadIdentity(ledger);
  return {
    source: sourceReference,
    target: targetReference,
    pairs: identity?.pairs ?? new Map<Uid, Uid>(),
    // A run that carries neither users nor groups did not look for them.
    isKnownRecipient: (uid: Uid) => recipients.size === 0 || recipients.has(uid),
    leftOut: selected?.leftOut,
  };
}

/** Objects of the target that stand for objects of the source under other UIDs. */
export async function claimedOf(database: Database, runId: number): Promise<readonly Uid[]> {
  await assertPlan(database, runId);
  const identity = await loadIdentity(createLedger(database, runId));
  return [...(identity?.pairs.values() ?? [])];
}

/** What becomes of objects of a metadata type that only the target has: by its name, by the word for all metadata, or for all else. */
export function deletionPolicyFor(options: unknown, type: MetadataType): DeletionPolicy {
  const { deletions } = parseRunOptions(options);
  return deletions?.[type] ?? deletions?.metadata ?? deletions?.['*'] ?? 'report';
}

async function assertPlan(database: Database, runId: number): Promise<void> {
  if (!(await hasPlan(database, runId))) throw new PlatformError('DIFF_UNKNOWN', { args: { run: runId } });
}
