import { loadTotals } from '../../store/totals.ts';
import { mayDelete } from '../deletions/deletion-policy.ts';
import { propagateDeletions } from '../deletions/propagate-deletions.ts';
import { writeMetadata } from '../metadata/stage.ts';
import { validateMetadata } from '../metadata/validate.ts';
import { lookBefore, runAfterwards } from '../stages/afterwards/afterwards.ts';
import { carryCalendarAhead } from '../stages/settings/calendar-ahead.ts';
import type { CarryingStage } from '../stages/stages.ts';
import type { PlannedRun } from './planned-run.ts';
import { type Step, toldStep } from './step.ts';
import { verificationStep } from './verification-step.ts';

/** The steps of a run in their order, after the plan. */
export function stepsOfRun(run: PlannedRun): readonly Step[] {
  const { request, context, before, after } = run;
  if (request.mode === 'verify') return [verificationStep(run)];
  const deletions = mayDelete(context.options) ? [deletionsStep(run)] : [];
  if (context.options.dryRun) {
    const validation = request.mode === 'replicate' ? [validationStep(run)] : [];
    return [...validation, ...[...before, ...after].map(carryingStep), ...deletions];
  }
  const writing = [
    ...before.map(carryingStep),
    metadataStep(run),
    ...after.map(carryingStep),
    ...deletions,
    afterwardsStep(run),
  ];
  return [...withLookBefore(writing), verificationStep(run)];
}

/** Whether nothing but the plan comes of the run. */
export function endsPlanned({ request, context }: PlannedRun): boolean {
  return context.options.dryRun && request.mode !== 'verify';
}

/** An archive is written by one process. */
function carryingStep({ stage }: CarryingStage): Step {
  const share: Step['share'] = async (context) => (context.target.facts.isArchive ? undefined : stage.share?.(context));
  return toldStep(stage.name, (context) => stage.run(context), share);
}

/** The target is looked at before the first write. */
function withLookBefore([first, ...others]: readonly Step[]): readonly Step[] {
  if (first === undefined) return [];
  const run: Step['run'] = async (context) => {
    await lookBefore(context);
    await first.run(context);
  };
  return [{ ...first, run }, ...others];
}

function validationStep({ writing }: PlannedRun): Step {
  return toldStep('metadata', (context) => validateMetadata({ ...writing, context }));
}

function metadataStep({ writing, loadRefused }: PlannedRun): Step {
  return {
    name: 'metadata',
    async run(context) {
      await carryCalendarAhead(context);
      await writeMetadata({ ...writing, context });
      await loadRefused();
      context.progress.stageFinished('metadata');
    },
  };
}

function deletionsStep({ writing, before, after }: PlannedRun): Step {
  const kinds = [...before, ...after].flatMap(({ entryClasses = [] }) => entryClasses);
  return toldStep('deletions', async (context) => {
    await propagateDeletions({ ...writing, context }, kinds);
  });
}

/** The target's upkeep, where something was written to it; then it is told that all was written. */
function afterwardsStep({ request }: PlannedRun): Step {
  const upkeep = toldStep('afterwards', runAfterwards);
  return {
    name: 'afterwards',
    async run(context) {
      const { target, options, signal } = context;
      if (!target.facts.isArchive && (await hasWritten(request))) await upkeep.run(context);
      await target.finish?.({ signal, only: options.only, isPart: options.selection !== undefined });
    },
  };
}

/** A target that nothing was written to needs no upkeep. */
async function hasWritten({ database, ledger }: PlannedRun['request']): Promise<boolean> {
  const totals = Object.values(await loadTotals(database, ledger.runId));
  return totals.some(({ created, updated, deleted }) => created + updated + deleted > 0);
}
