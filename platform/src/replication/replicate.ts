import { noCounts } from '../model/counts.ts';
import { digestOf } from '../model/digest.ts';
import type { Finding } from '../model/finding.ts';
import type { RunOutcome, Verdict, VerifiedCounts } from '../model/run-outcome.ts';
import { loadFindingGroups } from '../store/finding.ts';
import { forgetPlan } from '../store/planned-object.ts';
import { loadTotals } from '../store/totals.ts';
import { withinArchive } from './archived-part.ts';
import { announceDeletions } from './deletions/announce-deletions.ts';
import { mayDelete, withoutDeletions } from './deletions/deletion-policy.ts';
import { expandDeletions } from './deletions/expand-deletions.ts';
import { propagateDeletions } from './deletions/propagate-deletions.ts';
import { openMapping } from './mapping/open-mapping.ts';
import { type MetadataPlan, planMetadata } from './metadata/plan.ts';
import { planSummary } from './metadata/plan-summary.ts';
import { writeMetadata } from './metadata/stage.ts';
import { countPlanned, validateMetadata } from './metadata/validate.ts';
import { verifyMetadata } from './metadata/verify.ts';
import type { MetadataWriting } from './metadata/writing.ts';
import { preflight } from './preflight.ts';
import type { ClassVerifier, RunContext, VerifiedSlice } from './run-context.ts';
import type { PlanSummary, RunRequest } from './run-request.ts';
import { loadAccount } from './selection/account.ts';
import { describeAccount } from './selection/account-words.ts';
import { carriedBy } from './selection/carried-classes.ts';
import { openSelection } from './selection/open-selection.ts';
import { expandSelection } from './selection.ts';
import { withSharingPolicy } from './sharing/without-sharing.ts';
import { lookBefore, runAfterwards } from './stages/afterwards/afterwards.ts';
import { type CarryingStage, carriedClasses, stagesAfterMetadata, stagesBeforeMetadata } from './stages/stages.ts';

/**
 * One run, from the first look at both sides to the verdict. The same call goes on with a run that was interrupted: what
 * the ledger holds as finished is not done again. Throws a `PlatformError` when the run could not go on.
 */
export async function replicate(given: RunRequest): Promise<RunOutcome> {
  const request = withSharingPolicy(given);
  const { database, ledger, progress, signal } = request;
  const { schemas } = request.source.facts;
  const named = withinArchive(request.source.facts, expandSelection(request.options.only, schemas), request.options);

  progress.stageStarted('preflight');
  preflight(request);
  const chosen = await openSelection(request);
  const mapping = await openMapping(request);
  progress.stageFinished('preflight');

  const only = carriedBy(chosen, named, schemas);
  const isSelected = ({ classes, servedTypes = [] }: CarryingStage) =>
    only === undefined || [...classes, ...servedTypes].some((name) => only.includes(name));
  const before = stagesBeforeMetadata.filter(isSelected);
  const after = stagesAfterMetadata.filter(isSelected);
  const dryRun = request.options.dryRun || request.mode !== 'replicate';
  const deletions = expandDeletions(request.options.deletions, schemas);
  const options = { ...request.options, only, dryRun, deletions };

  progress.stageStarted('plan');
  const plan = await planMetadata({ ...request, options, chosen, mapping, database, runId: ledger.runId });
  await tellSelection(request);
  progress.stageFinished('plan');
  const refused = new Map<string, { readonly code: string }>(plan.decisions.refused);
  const context: RunContext = {
    ...request,
    options,
    identity: plan.transform.identity,
    scope: plan.scope,
    isRefused: (_type, uid) => refused.has(uid),
  };

  const writing = { context, database, plan };
  if (dryRun && request.mode !== 'verify') await countPlanned(writing);
  if (dryRun && request.mode === 'replicate') await validatePlan(writing);
  if (!dryRun) {
    const wanted = (await request.confirm?.(await summaryOf(writing))) ?? true;
    if (!wanted) return outcome(request, 'planned');
    await lookBefore(context);
    await runStages(context, before);
    for (const [uid, refusal] of await writeMetadata(writing)) refused.set(uid, refusal);
    progress.stageFinished('metadata');
  }
  if (request.mode !== 'verify') await runStages(context, dryRun ? [...before, ...after] : after);
  const deleted = request.mode === 'verify' || (await runDeletions(writing, [...before, ...after]));
  if (dryRun && request.mode !== 'verify') return outcome(request, 'planned');

  const needsUpkeep = !dryRun && !request.target.facts.isArchive;
  if (needsUpkeep && (await hasWritten(request))) await runStages(context, [afterwards]);
  if (!dryRun) await request.target.finish?.({ signal, only, isPart: request.options.selection !== undefined });

  signal.throwIfAborted();
  progress.stageStarted('verification');
  const comparisonDigest = await verifyAll(
    deleted ? context : { ...context, options: { ...options, deletions: withoutDeletions(deletions) } },
    plan,
    [...before, ...after].map(({ verify }) => verify),
  );
  progress.stageFinished('verification');
  await forgetPlan(database, ledger.runId);
  return outcome(request, undefined, comparisonDigest);
}

async function summaryOf(writing: MetadataWriting): Promise<PlanSummary> {
  return announceDeletions(await planSummary(writing.database, writing.context.ledger.runId), writing);
}

/** Says what a selection brought along, before anybody is asked whether to write. */
async function tellSelection({ ledger, progress }: RunRequest): Promise<void> {
  const account = await loadAccount(ledger);
  if (account !== undefined) progress.noticed('plan', describeAccount(account));
}

async function validatePlan(writing: MetadataWriting): Promise<void> {
  const { progress } = writing.context;
  progress.stageStarted('metadata');
  await validateMetadata(writing);
  progress.stageFinished('metadata');
}

/** False where deletions were held back: everything that stays was told then. */
async function runDeletions(writing: MetadataWriting, stages: readonly CarryingStage[]): Promise<boolean> {
  const { progress, options } = writing.context;
  if (!mayDelete(options)) return true;
  progress.stageStarted('deletions');
  const done = await propagateDeletions(
    writing,
    stages.flatMap(({ entryClasses = [] }) => entryClasses),
  );
  progress.stageFinished('deletions');
  return done === 'done';
}

const afterwards = { stage: { name: 'afterwards', run: runAfterwards } } as const;

/** A target that nothing was written to needs no upkeep. */
async function hasWritten({ database, ledger }: RunRequest): Promise<boolean> {
  const totals = Object.values(await loadTotals(database, ledger.runId));
  return totals.some(({ created, updated, deleted }) => created + updated + deleted > 0);
}

async function runStages(context: RunContext, stages: readonly Pick<CarryingStage, 'stage'>[]): Promise<void> {
  for (const { stage } of stages) {
    context.signal.throwIfAborted();
    context.progress.stageStarted(stage.name);
    await stage.run(context);
    context.progress.stageFinished(stage.name);
  }
}

/** Compares everything again, and signs the comparison: a digest over the digests of every slice of the target. */
async function verifyAll(
  context: RunContext,
  plan: MetadataPlan,
  verifiers: readonly ClassVerifier[],
): Promise<string> {
  const signatures: string[] = [];
  const slices = [verifyMetadata(context, plan), ...verifiers.map((verify) => verify(context))];
  for (const each of slices) {
    for await (const slice of each) {
      signatures.push(`${slice.type}/${slice.key}:${slice.sourceDigest}:${slice.targetDigest}`);
      await keepVerified(context, slice);
    }
  }
  return digestOf(signatures.sort());
}

/** In the stage `verification`, `read` is what was compared and `unchanged` what was found equal. */
async function keepVerified(context: RunContext, slice: VerifiedSlice): Promise<void> {
  await context.ledger.finishChunk({
    stage: 'verification',
    key: `${slice.type}/${slice.key}`,
    counts: { [slice.type]: { read: slice.compared, unchanged: slice.identical } },
    findings: await untold(context, slice),
    facts: { sourceDigest: slice.sourceDigest, targetDigest: slice.targetDigest },
  });
}

/** A refusal that an earlier stage told is not told twice. */
async function untold(context: RunContext, slice: VerifiedSlice): Promise<readonly Finding[]> {
  const suspects = slice.findings.filter((finding) => finding.cause !== 'unexplained');
  const told = await context.ledger.findingsFor(
    slice.type,
    suspects.map((finding) => finding.key),
  );
  const known = new Set(told.map((finding) => `${finding.key}/${finding.cause}`));
  return slice.findings.filter((finding) => !known.has(`${finding.key}/${finding.cause}`));
}

async function outcome(
  request: RunRequest,
  verdict: Verdict | undefined,
  comparisonDigest?: string,
): Promise<RunOutcome> {
  const totals = await loadTotals(request.database, request.ledger.runId);
  const findings = await findingsByCause(request);
  return { verdict: verdict ?? verdictOf(findings), totals: inReadingOrder(totals), findings, comparisonDigest };
}

async function findingsByCause(request: RunRequest): Promise<RunOutcome['findings']> {
  const sums = { refused: 0, impossible: 0, skipped: 0, 'changed-meanwhile': 0, unexplained: 0 };
  for (const group of await loadFindingGroups(request.database, request.ledger.runId))
    sums[group.cause] += group.objects;
  return sums;
}

function verdictOf(findings: RunOutcome['findings']): Verdict {
  if (findings.unexplained > 0) return 'different';
  return findings.refused > 0 ? 'identical-except-refusals' : 'identical';
}

/** Metadata types by name, then the classes of data in the order of their stages. */
function inReadingOrder(totals: Readonly<Record<string, VerifiedCounts>>): Record<string, VerifiedCounts> {
  const classes = carriedClasses;
  const types = Object.keys(totals).sort((a, b) => classes.indexOf(a) - classes.indexOf(b) || a.localeCompare(b));
  return Object.fromEntries(types.map((type) => [type, totals[type] ?? { ...noCounts, verified: 0 }]));
}
