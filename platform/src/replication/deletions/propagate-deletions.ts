import { z } from 'zod';
import type { Counts } from '../../model/counts.ts';
import type { Finding } from '../../model/finding.ts';
import type { EntryClass } from '../entries/entry-class.ts';
import type { MetadataWriting } from '../metadata/writing.ts';
import type { RunContext } from '../run-context.ts';
import { beyondBound, boundText, type PlannedDeletion, usualBound } from './deletion-bound.ts';
import { deletionPolicyOf } from './deletion-policy.ts';
import { deleteEntries, findDoomedEntries } from './entries/delete-entries.ts';
import { deleteMetadata } from './metadata/delete-metadata.ts';
import { type DoomedMetadata, findDoomedMetadata } from './metadata/doomed-metadata.ts';
import { deleteDataValues } from './rows/delete-data-values.ts';
import { deleteRegistrations } from './rows/delete-registrations.ts';
import { countExtras } from './rows/part-extras.ts';
import { heldBackDeletions, tellHeldBack, wouldBeDeleted } from './tell-deletions.ts';
import { deleteTracker, findDoomedTracker } from './tracker/delete-tracker.ts';

/** What became of the deletions of a run. */
export type DeletionOutcome = 'done' | 'held-back';

/** What would go, as it stands in the ledger: an interrupted run goes by the same numbers, though some is gone by then. */
const planSchema = z.object({
  planned: z.array(z.object({ type: z.string(), deletions: z.number(), held: z.number() })),
  slices: z.record(z.string(), z.number()),
});
type DeletionPlan = z.infer<typeof planSchema>;

const planKey = 'planned';

/**
 * Deletes what only the target has, of the types whose policy says so, after everything else was written: entries, tracker
 * data, registrations and data values, then metadata. Everything that would go is counted before the first goes; beyond the
 * bound nothing goes at all. In a dry run it is counted and told.
 */
export async function propagateDeletions(
  writing: MetadataWriting,
  kinds: readonly EntryClass[],
): Promise<DeletionOutcome> {
  const { context } = writing;
  const doomed = await findDoomedMetadata(writing);
  const kept = await loadPlan(context);
  const plan = kept ?? (await makePlan(context, doomed, kinds));
  const bound = context.options.maxDeletions ?? usualBound;
  const beyond = beyondBound(plan.planned, bound);
  const heldBack = beyond.length > 0;
  if (heldBack) context.progress.noticed('deletions', tellHeldBack(beyond, boundText(bound)));
  if (kept === undefined) await keepPlan(context, plan, doomed, heldBack);
  if (heldBack) return 'held-back';
  if (context.options.dryRun) return 'done';
  await deleteEntries(context, kinds);
  await deleteTracker(context, plan);
  if (isPlanned(plan, 'completeDataSetRegistrations')) await deleteRegistrations(context);
  if (isPlanned(plan, 'dataValues')) await deleteDataValues(context);
  await deleteMetadata(writing, doomed);
  return 'done';
}

/** Whether nothing was deleted because there was too much of it; by the ledger, once deletions were counted. */
export async function wereHeldBack(context: RunContext): Promise<boolean> {
  const plan = await loadPlan(context);
  return plan !== undefined && beyondBound(plan.planned, context.options.maxDeletions ?? usualBound).length > 0;
}

function isPlanned({ planned }: DeletionPlan, type: string): boolean {
  return planned.some((each) => each.type === type && each.deletions > 0);
}

async function loadPlan({ ledger }: RunContext): Promise<DeletionPlan | undefined> {
  for await (const { key, facts } of ledger.chunkFacts('deletions')) {
    if (key === planKey) return planSchema.parse(facts);
  }
  return undefined;
}

async function makePlan(
  context: RunContext,
  doomed: DoomedMetadata,
  kinds: readonly EntryClass[],
): Promise<DeletionPlan> {
  const tracker = await findDoomedTracker(context);
  const planned = [
    ...(await findDoomedEntries(context, kinds)),
    ...tracker.planned,
    ...(await rowsOf(context, 'completeness', 'completeDataSetRegistrations')),
    ...(await rowsOf(context, 'dataValues', 'dataValues')),
    ...doomed.planned,
  ];
  return { planned: planned.filter(({ held }) => held > 0), slices: { ...tracker.slices } };
}

/** The copy has compared the rows, and left in the ledger how many only the target has. */
async function rowsOf(
  { ledger, options }: RunContext,
  stage: 'completeness' | 'dataValues',
  type: string,
): Promise<PlannedDeletion[]> {
  if (deletionPolicyOf(options, type) !== 'propagate') return [];
  const { held, extras } = await countExtras(ledger, stage);
  return [{ type, deletions: extras, held }];
}

async function keepPlan(
  { ledger, options }: RunContext,
  plan: DeletionPlan,
  doomed: DoomedMetadata,
  heldBack: boolean,
): Promise<void> {
  const counts: Record<string, Partial<Counts>> = {};
  let findings: readonly Finding[] = [];
  if (heldBack) {
    findings = heldBackDeletions(plan.planned, doomed, boundText(options.maxDeletions ?? usualBound));
  }
  if (!heldBack && options.dryRun) {
    for (const { type, deletions } of plan.planned) counts[type] = { deleted: deletions };
    findings = wouldBeDeleted(plan.planned, doomed);
  }
  await ledger.finishChunk({ stage: 'deletions', key: planKey, counts, findings, facts: plan });
}
