import type { Ledger } from '../../model/ledger.ts';
import { whileNobodyElse } from '../../store/advisory-lock.ts';
import { withinArchive } from '../archived-part.ts';
import { expandDeletions } from '../deletions/expand-deletions.ts';
import { openMapping } from '../mapping/open-mapping.ts';
import { isPlanned, planMetadata } from '../metadata/plan.ts';
import { loadRefusedMetadata } from '../metadata/refused-metadata.ts';
import { countPlanned } from '../metadata/validate.ts';
import type { MetadataWriting } from '../metadata/writing.ts';
import { preflight } from '../preflight.ts';
import { basisOf, findProvenRun } from '../proof/proven-run.ts';
import type { ProgressSink, RunContext } from '../run-context.ts';
import type { RunRequest } from '../run-request.ts';
import { loadAccount } from '../selection/account.ts';
import { describeAccount } from '../selection/account-words.ts';
import { carriedBy } from '../selection/carried-classes.ts';
import { openSelection } from '../selection/open-selection.ts';
import { expandSelection } from '../selection.ts';
import { type CarryingStage, stagesAfterMetadata, stagesBeforeMetadata } from '../stages/stages.ts';

/** A run whose plan is made, or was found in the ledger. */
export interface PlannedRun {
  readonly request: RunRequest;
  readonly context: RunContext;
  readonly writing: MetadataWriting;
  /** The stages that the run concerns, before and after the metadata. */
  readonly before: readonly CarryingStage[];
  readonly after: readonly CarryingStage[];
  /** Looks up again what the target has refused: another process may have written the metadata. */
  loadRefused(): Promise<void>;
}

/**
 * Looks at both sides, finds what was chosen, and plans; a run that was planned before goes by what the ledger holds, in
 * seconds and without reading the instances' metadata again.
 * @throws PlatformError when the run cannot go on.
 */
export async function planRun(request: RunRequest): Promise<PlannedRun> {
  const { database, ledger, progress } = request;
  const { schemas } = request.source.facts;
  const named = withinArchive(request.source.facts, expandSelection(request.options.only, schemas), request.options);

  const tell = (await isPlanned(ledger)) ? silently : progress;
  tell.stageStarted('preflight');
  preflight({ ...request, progress: tell });
  const chosen = await openSelection(request);
  const mapping = await openMapping(request);
  tell.stageFinished('preflight');

  const only = carriedBy(chosen, named, schemas);
  const isSelected = ({ classes, servedTypes = [] }: CarryingStage) =>
    only === undefined || [...classes, ...servedTypes].some((name) => only.includes(name));
  const dryRun = request.options.dryRun || request.mode !== 'replicate';
  const deletions = expandDeletions(request.options.deletions, schemas);
  const options = { ...request.options, only, dryRun, deletions };

  tell.stageStarted('plan');
  const plan = await planMetadata({ ...request, options, chosen, mapping, database, runId: ledger.runId });
  await tellSelection(ledger, tell);
  tell.stageFinished('plan');

  const refused = new Set<string>(plan.decisions.refused.keys());
  const context: RunContext = {
    ...request,
    options,
    identity: plan.transform.identity,
    scope: plan.scope,
    proven: await findProvenRun({ ...request, options }, basisOf(request, plan.decisions, options)),
    isRefused: (_type, uid) => refused.has(uid),
    alone: (what, signal, work) => whileNobodyElse(database, what, request.target.facts.address, signal, work),
  };
  const writing = { context, database, plan };
  if (dryRun && request.mode !== 'verify') await countPlanned(writing);
  return {
    request,
    context,
    writing,
    before: stagesBeforeMetadata.filter(isSelected),
    after: stagesAfterMetadata.filter(isSelected),
    async loadRefused() {
      const uids = await loadRefusedMetadata(ledger);
      refused.clear();
      for (const uid of [...plan.decisions.refused.keys(), ...uids]) refused.add(uid);
    },
  };
}

/** Nothing is told twice: whoever opens a run that was planned before goes by what is there. */
const silently: ProgressSink = {
  stageStarted: () => undefined,
  advanced: () => undefined,
  stageFinished: () => undefined,
  noticed: () => undefined,
};

/** Says what a selection brought along, before anybody is asked whether to write. */
async function tellSelection(ledger: Ledger, progress: ProgressSink): Promise<void> {
  const account = await loadAccount(ledger);
  if (account !== undefined) progress.noticed('plan', describeAccount(account));
}
