import { setTimeout as sleep } from 'node:timers/promises';
import type { StageName } from '../../model/ledger.ts';
import { explainReason } from '../../model/run-reason.ts';
import { hasEnded } from '../../model/run-state.ts';
import { stateWords } from '../../report/words.ts';
import type { Database } from '../../store/database.ts';
import { listNotices } from '../../store/notice.ts';
import { loadRun, type Run } from '../../store/run.ts';
import { loadAdvances } from '../../store/run-progress.ts';
import { listStages } from '../../store/stage.ts';
import type { ProgressDisplay } from '../progress/progress-display.ts';

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
  const told = createTold(display);
  for (;;) {
    const run = await loadRun(database, runId);
    await told.tell(database, run);
    if (hasEnded(run.state) || signal.aborted) return run;
    await sleep(lookEveryMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** What a display has been told already. */
function createTold(display: ProgressDisplay) {
  const started = new Set<StageName>();
  const finished = new Set<StageName>();
  let notices = 0;
  let state = '';

  async function tellStages(database: Database, runId: number): Promise<void> {
    for (const { name, finishedAt } of await listStages(database, runId)) {
      if (!started.has(name)) display.stageStarted(name);
      started.add(name);
      if (finishedAt === undefined) finished.delete(name);
    }
    for (const { stage, done, expected, unit } of await loadAdvances(database, runId)) {
      if (started.has(stage) && !finished.has(stage)) display.advanced(stage, done, expected, unit);
    }
    for (const { name, finishedAt, remark } of await listStages(database, runId)) {
      if (finishedAt === undefined || finished.has(name) || !started.has(name)) continue;
      finished.add(name);
      display.stageFinished(name, remark);
    }
  }

  return {
    async tell(database: Database, run: Run): Promise<void> {
      await tellStages(database, run.id);
      const all = await listNotices(database, run.id, mostNotices);
      for (const { stage, fr, en } of all.slice(notices)) display.noticed(stage, { fr, en });
      notices = all.length;
      tellState(run);
    },
  };

  function tellState(run: Run): void {
    const isNews = run.state !== 'running' && !hasEnded(run.state);
    const text = (language: 'fr' | 'en') =>
      [stateWords[run.state][language], run.stateReason && explainReason(run.stateReason, language)]
        .filter((part) => part !== undefined)
        .join(language === 'fr' ? ' : ' : ': ');
    const words = text('en');
    if (isNews && words !== state) display.noticed('plan', { fr: text('fr'), en: words });
    state = words;
  }
}
