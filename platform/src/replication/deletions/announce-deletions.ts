import type { MetadataWriting } from '../metadata/writing.ts';
import type { PlanSummary } from '../run-request.ts';
import { beyondBound, boundText, usualBound } from './deletion-bound.ts';
import { mayDelete } from './deletion-policy.ts';
import { findDoomedMetadata } from './metadata/doomed-metadata.ts';

/** The plan with what it would delete: known of metadata before the first write; data is counted while it is read. */
export async function announceDeletions(summary: PlanSummary, writing: MetadataWriting): Promise<PlanSummary> {
  const { options } = writing.context;
  if (!mayDelete(options)) return summary;
  const { planned } = await findDoomedMetadata(writing);
  const bound = options.maxDeletions ?? usualBound;
  const types = { ...summary.types };
  for (const { type, deletions } of planned) {
    if (deletions > 0) types[type] = { ...(types[type] ?? { read: 0 }), delete: deletions };
  }
  const count = planned.reduce((sum, { deletions }) => sum + deletions, 0);
  const isBeyond = beyondBound(planned, bound).length > 0;
  return { ...summary, types, deletions: { count, bound: boundText(bound), isBeyond } };
}
