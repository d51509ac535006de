import type { Run as ToldRun } from '@relais/contract/run.ts';
import { isRecord } from '../model/is-record.ts';
import type { Language } from '../model/language.ts';
import { explainReason, type RunReason } from '../model/run-reason.ts';
import { trueState } from '../runs/true-state.ts';
import type { Run } from '../store/run.ts';
import type { Told } from './route.ts';

/** A reason by its code, and in words. */
export function tellReason(reason: RunReason | undefined, language: Language) {
  return reason === undefined ? undefined : { code: reason.code, text: explainReason(reason, language) };
}

/** A run as the API tells it. */
export function tellRun(run: Run, inUse: ReadonlySet<number>, language: Language): Told<ToldRun> {
  const { id, mode, startedBy, interruptions, createdAt, startedAt, finishedAt } = run;
  return {
    ...{ id, mode, startedBy, interruptions, createdAt, startedAt, finishedAt },
    source: run.sourceReference,
    target: run.targetReference,
    state: trueState(run, inUse),
    reason: tellReason(run.stateReason, language),
    verdict: run.outcome?.verdict,
    isDryRun: isRecord(run.options) && run.options.dryRun === true,
  };
}

/** What was chosen, as it is kept. */
export function optionsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return isRecord(kept) ? kept : {};
}
