import { digestOf } from '../../model/digest.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import type { RunContext } from '../run-context.ts';
import { withoutLeftOut } from '../selection/left-out.ts';
import { makeCanonicalise } from './canonical-object.ts';
import { type MetadataPlan, makeDigest } from './plan.ts';

/**
 * Which of the given objects the target does not hold as it should, by reading them back. Hooks of DHIS2 repair many
 * references among new objects of one request, and an update of what is complete is no harmless repetition: rules that
 * share a name are refused (E4057), actions with a notification template make a 2.42.4.1 fail without a report.
 */
export async function stillDiffering(
  context: RunContext,
  database: Database,
  plan: MetadataPlan,
  uids: readonly Uid[],
): Promise<ReadonlySet<Uid>> {
  const byType = new Map<MetadataType, Map<Uid, string>>();
  const sourceUids = new Map<Uid, Uid>();
  for (const { type, object } of await loadSourceObjectsByUid(database, context.ledger.runId, uids)) {
    const targetUid = plan.transform.identity.toTarget(object.id);
    const expected = byType.get(type) ?? new Map<Uid, string>();
    byType.set(type, expected.set(targetUid, makeDigest(type, plan.transform)(object).digest));
    sourceUids.set(targetUid, object.id);
  }
  const differing = new Set(sourceUids.values());
  for (const [type, expected] of byType) {
    const canonicalise = makeCanonicalise(type, context.target.facts.schemas, context.source.facts.schemas);
    const found = context.target.readMetadata(type, { signal: context.signal, uids: [...expected.keys()] });
    for await (const object of found) {
      const sourceUid = sourceUids.get(object.id);
      if (
        sourceUid !== undefined &&
        expected.get(object.id) === digestOf(canonicalise(withoutLeftOut(object, plan.isLeftOutOnTarget)))
      )
        differing.delete(sourceUid);
    }
  }
  return differing;
}
