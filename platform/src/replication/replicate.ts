import type { RunOutcome } from '../model/run-outcome.ts';
import { inSpan } from '../model/tracing.ts';
import { forgetPlan } from '../store/planned-object.ts';
import { openRun } from './open-run.ts';
import type { RunRequest } from './run-request.ts';
import { outcomeOf } from './steps/outcome.ts';

/**
 * One run, from the first look at both sides to the verdict, in this process alone. The same call goes on with a run that was
 * interrupted: what the ledger holds as finished is not done again. Throws a `PlatformError` when the run could not go on.
 */
export function replicate(request: RunRequest): Promise<RunOutcome> {
  const attributes = { 'relais.run': request.ledger.runId, 'relais.mode': request.mode };
  return inSpan({ name: 'run', attributes }, () => carryOut(request));
}

async function carryOut(request: RunRequest): Promise<RunOutcome> {
  const run = await openRun(request);
  const isWanted = !run.writes || request.confirm === undefined || (await request.confirm(await run.summary()));
  if (!isWanted) return outcomeOf(request, 'planned');
  for (const step of run.steps) {
    await inSpan({ name: `step ${step}` }, () => run.carryOut(step, request.signal));
  }
  const outcome = await run.conclude();
  if (outcome.verdict !== 'planned') await forgetPlan(request.database, request.ledger.runId);
  return outcome;
}
