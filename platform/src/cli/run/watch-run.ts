import { setTimeout as sleep } from 'node:timers/promises';
import { explainReason } from '../../model/run-reason.ts';
import { hasEnded } from '../../model/run-state.ts';
import type { Database } from '../../store/database.ts';
import { listNotices } from '../../store/notice.ts';
import { loadRun, type Run } from '../../store/run.ts';
import { loadAdvances } from '../../store/run-progress.ts';
import { listStages } from '../../store/stage.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';
import { createTold, type RunLook } from './told-progress.ts';

const lookEveryMs = 500;
/** What a person reads of a run; the rest is in its report. */
const mostNotices = 2_000;

/** Draws a run from the database, whoever carries it out, until it has ended or the signal is aborted. */
export async function watchRun(
  database: Database,
  runId: number,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<Run> {
  const tell = createTold(display);
  for (;;) {
    const run = await loadRun(database, runId);
    tell(await lookAt(database, run));
    if (hasEnded(run.state) || signal.aborted) return run;
    await sleep(lookEveryMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

async function lookAt(database: Database, { id, state, stateReason }: Run): Promise<RunLook> {
  const stages = await listStages(database, id);
  return {
    state,
    reason: stateReason && { fr: explainReason(stateReason, 'fr'), en: explainReason(stateReason, 'en') },
    stages: stages.map(({ name, finishedAt, remark }) => ({
      ...{ name, isFinished: finishedAt !== undefined },
      ...(remark !== undefined && { remark }),
    })),
    advances: await loadAdvances(database, id),
    notices: await listNotices(database, id, mostNotices),
  };
}
