import type { StageName } from '../model/ledger.ts';
import type { RunOutcome } from '../model/run-outcome.ts';
import { announceDeletions } from './deletions/announce-deletions.ts';
import { planSummary } from './metadata/plan-summary.ts';
import { basisOf, keepProof } from './proof/proven-run.ts';
import type { RunContext } from './run-context.ts';
import type { PlanSummary, RunRequest } from './run-request.ts';
import { withSharingPolicy } from './sharing/without-sharing.ts';
import { outcomeOf } from './steps/outcome.ts';
import { type Piece, wholeStep } from './steps/piece.ts';
import { planRun } from './steps/planned-run.ts';
import type { SharedStep, Step } from './steps/step.ts';
import { endsPlanned, stepsOfRun } from './steps/steps-of-run.ts';
import { stopSignals } from './steps/time-slice.ts';
import { comparisonDigest } from './steps/verification.ts';

export type { Piece } from './steps/piece.ts';
export { TimeSlice } from './steps/time-slice.ts';

/** A run as one process has it open; several may have the same run open, and share its work. */
export interface OpenRun {
  readonly context: RunContext;
  /** Steps of this run in their order (preflight and plan are behind us); a step is done when all its pieces are. */
  readonly steps: readonly StageName[];
  /** Whether anything is to be written, so that somebody may be asked before. */
  readonly writes: boolean;
  /** What the run would do. */
  summary(): Promise<PlanSummary>;
  /**
   * What can be done side by side; pieces of a later round begin when the earlier round is done. One piece `*` where a step
   * cannot be shared. The steps before it have to be done.
   */
  piecesOf(step: StageName, signal: AbortSignal): Promise<readonly Piece[]>;
  /**
   * Does one piece, or the rest of it: what the ledger holds as finished is not done again. May be repeated. When the signal
   * is aborted with a `TimeSlice` it stops after the chunk at hand, and fails with that reason.
   */
  workOn(step: StageName, piece: Piece, signal: AbortSignal): Promise<void>;
  /** All of a step in this process. */
  carryOut(step: StageName, signal: AbortSignal): Promise<void>;
  /** After the last step: the verdict, from the ledger alone. Who has kept it may forget the plan (`forgetPlan`). */
  conclude(): Promise<RunOutcome>;
}

/**
 * Opens a run: preflight and plan when it is opened for the first time, what the ledger holds of them afterwards.
 * @throws PlatformError when the run cannot go on.
 */
export async function openRun(given: RunRequest): Promise<OpenRun> {
  for (const { entries } of [given.source, given.target]) entries.forget();
  const request = withSharingPolicy(given);
  const run = await planRun(request);
  const steps = stepsOfRun(run);
  const shared = new Map<StageName, Promise<SharedStep>>();

  function stepOf(name: StageName): Step {
    const step = steps.find((each) => each.name === name);
    if (step === undefined) throw new Error(`This run has no step ${name}.`);
    return step;
  }

  function contextFor(signal: AbortSignal): RunContext {
    return { ...run.context, ...stopSignals(signal) };
  }

  /** What a step knows is looked up once for each process. */
  async function sharedStep(name: StageName, signal: AbortSignal): Promise<SharedStep> {
    const known = shared.get(name) ?? openStep(stepOf(name), contextFor(signal));
    shared.set(name, known);
    try {
      return await known;
    } catch (error) {
      shared.delete(name);
      throw error;
    }
  }

  async function openStep(step: Step, context: RunContext): Promise<SharedStep> {
    await run.loadRefused();
    return (await step.share?.(context)) ?? { pieces: [wholeStep], work: (itsContext) => step.run(itsContext) };
  }

  return {
    context: run.context,
    steps: steps.map(({ name }) => name),
    writes: !run.context.options.dryRun,
    summary: async () => announceDeletions(await planSummary(request.database, request.ledger.runId), run.writing),
    piecesOf: async (name, signal) => (await sharedStep(name, signal)).pieces,
    workOn: async (name, piece, signal) => (await sharedStep(name, signal)).work(contextFor(signal), piece),
    carryOut: (name, signal) => stepOf(name).run(contextFor(signal)),
    async conclude() {
      if (endsPlanned(run)) return outcomeOf(request, 'planned');
      const digest = await comparisonDigest(request.ledger);
      await keepProof(request, basisOf(request, run.writing.plan.decisions, run.context.options), run.context.proven);
      return outcomeOf(request, undefined, digest);
    },
  };
}
