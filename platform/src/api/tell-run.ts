import type { RunDetail, Run as ToldRun } from '@relais/contract/run.ts';
import { isRecord } from '../model/is-record.ts';
import type { Language } from '../model/language.ts';
import { countProvenBefore } from '../model/run-outcome.ts';
import { explainReason, type RunReason } from '../model/run-reason.ts';
import { trueState } from '../runs/true-state.ts';
import type { Database } from '../store/database.ts';
import { loadReplicationNames } from '../store/replication.ts';
import type { Run } from '../store/run.ts';
import { findRunsInUse } from '../store/run-lock.ts';
import type { Told } from './route.ts';

/** A reason by its code, and in words. */
export function tellReason(reason: RunReason | undefined, language: Language) {
  return reason === undefined ? undefined : { code: reason.code, text: explainReason(reason, language) };
}

/** Runs as the API tells them. */
export async function tellRuns(
  database: Database,
  runs: readonly Run[],
  language: Language,
): Promise<readonly Told<ToldRun>[]> {
  const inUse = await findRunsInUse(database);
  const ids = runs.flatMap(({ replicationId }) => replicationId ?? []);
  const replications = await loadReplicationNames(database, ids);
  return runs.map((run) => {
    const { id, mode, startedBy, interruptions, createdAt, startedAt, finishedAt } = run;
    return {
      ...{ id, mode, startedBy, interruptions, createdAt, startedAt, finishedAt },
      source: run.sourceReference,
      target: run.targetReference,
      state: trueState(run, inUse),
      reason: tellReason(run.stateReason, language),
      verdict: run.outcome?.verdict,
      isDryRun: isRecord(run.options) && run.options.dryRun === true,
      replication: run.replicationId === undefined ? undefined : replications.get(run.replicationId),
    };
  });
}

/** A run as the API tells it. */
export async function tellRun(database: Database, run: Run, language: Language): Promise<Told<ToldRun>> {
  const [told] = await tellRuns(database, [run], language);
  if (told === undefined) throw new Error('a run that was loaded was not told');
  return told;
}

/** What of a run's verdict goes back to earlier runs. */
export function tellProvenBefore({ outcome }: Run): Told<RunDetail>['provenBefore'] {
  const counts = outcome && countProvenBefore(outcome);
  if (outcome?.provenBefore === undefined || counts === undefined) return undefined;
  const { oldestAt, oldestBy } = outcome.provenBefore;
  return { objects: counts.before, of: counts.all, oldestAt: new Date(oldestAt), oldestBy };
}

/** What was chosen, as it is kept. */
export function optionsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return isRecord(kept) ? kept : {};
}
