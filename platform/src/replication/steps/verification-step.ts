import { beginVerification } from '../../store/verification.ts';
import { mayDelete, withoutDeletions } from '../deletions/deletion-policy.ts';
import { wereHeldBack } from '../deletions/propagate-deletions.ts';
import { shareMetadataVerification, verifyMetadata } from '../metadata/verify.ts';
import type { RunContext, SharedVerification, VerifiedSlice } from '../run-context.ts';
import type { CarryingStage } from '../stages/stages.ts';
import type { PlannedRun } from './planned-run.ts';
import { type SharedStep, type Step, toldStep } from './step.ts';
import { keepVerified } from './verification.ts';

/** Compares everything again on both sides, whatever the ledger says was written. */
export function verificationStep({ request, writing, before, after }: PlannedRun): Step {
  const { database, ledger } = request;
  const stages = [...before, ...after];

  async function begin(given: RunContext): Promise<RunContext> {
    await beginVerification(database, ledger.runId);
    return asWritten(given);
  }

  async function run(given: RunContext): Promise<void> {
    const context = await begin(given);
    const finished = await ledger.finishedKeys('verification');
    const verified = [
      verifyMetadata(context, writing.plan, finished),
      ...stages.map(({ verify }) => verify(context, finished)),
    ];
    for (const slices of verified) await keepAll(context, slices);
  }

  async function share(given: RunContext): Promise<SharedStep> {
    const context = await begin(given);
    // Each looks up some metadata of both sides first.
    const ofStages = stages.map(async (each) => [each.stage.name, await shareStage(each, context)] as const);
    const parts = new Map<string, SharedVerification>([
      ['metadata', shareMetadataVerification(writing.plan)],
      ...(await Promise.all(ofStages)),
    ]);
    return {
      pieces: [...parts].flatMap(([name, { pieces, afterwards = [] }]) =>
        [pieces, afterwards].flatMap((keys, round) => keys.map((key) => ({ key: `${name}/${key}`, round }))),
      ),
      async work(itsContext, { key }) {
        const [name = '', ...rest] = key.split('/');
        const part = parts.get(name);
        if (part === undefined) throw new Error(`The verification has no piece ${key}.`);
        const finished = await ledger.finishedKeys('verification');
        const { options } = context;
        const own = { ...itsContext, options };
        const slices = part.verify(rest.join('/'), own, finished);
        await keepAll(own, slices, resumable.has(name) ? finished : undefined);
      },
    };
  }

  return toldStep('verification', run, share);
}

/** What passes over the slices that are finished, and so may be left in the middle. */
const resumable: ReadonlySet<string> = new Set(['metadata', 'dataValues', 'completeness', 'tracker']);

/** May be left after a slice that is not among the finished ones: what is compared again each time (files) is no progress. */
async function keepAll(
  context: RunContext,
  slices: AsyncIterable<VerifiedSlice>,
  finished?: ReadonlySet<string>,
): Promise<void> {
  for await (const slice of slices) {
    const key = await keepVerified(context, slice);
    if (finished !== undefined && !finished.has(key)) context.timeSlice?.throwIfAborted();
  }
}

async function shareStage(
  { verify, shareVerification }: CarryingStage,
  context: RunContext,
): Promise<SharedVerification> {
  const shared = await shareVerification?.(context);
  return shared ?? { pieces: ['*'], verify: (_piece, ...given) => verify(...given) };
}

/** Where deletions were held back everything that stays was told then. */
async function asWritten(context: RunContext): Promise<RunContext> {
  const { options } = context;
  if (!mayDelete(options) || !(await wereHeldBack(context))) return context;
  return { ...context, options: { ...options, deletions: withoutDeletions(options.deletions) } };
}
