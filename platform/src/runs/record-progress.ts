import type { StageName } from '../model/ledger.ts';
import type { ProgressSink } from '../replication/run-context.ts';
import type { Database } from '../store/database.ts';
import { saveNotice } from '../store/notice.ts';
import { type StageAdvance, saveAdvance } from '../store/run-progress.ts';
import { saveStageEnd, saveStageStart } from '../store/stage.ts';

/** A sink that keeps in the database what is told, in order, so that any process can watch; and hands everything on. */
export interface RecordedProgress extends ProgressSink {
  /** Waits until all is kept; fails if something could not be. */
  flush(): Promise<void>;
}

/** Counts change by the thousand in a second; nobody looks more often. */
const pauseBetweenAdvancesMs = 1_000;

export interface ProgressRecord {
  readonly database: Database;
  readonly runId: number;
  /** Who tells: a worker, or the one process of a run. */
  readonly toldBy: string;
  readonly next?: ProgressSink | undefined;
}

export function recordProgress({ database, runId, toldBy, next }: ProgressRecord): RecordedProgress {
  let kept: Promise<void> = Promise.resolve();
  let failure: unknown;
  const keep = (save: () => Promise<void>) => {
    kept = kept.then(save).catch((error: unknown) => {
      failure ??= error;
    });
  };
  const advances = createAdvances((advance) => keep(() => saveAdvance(database, runId, toldBy, advance)));
  return {
    stageStarted: (stage, expected) => {
      next?.stageStarted(stage, expected);
      keep(() => saveStageStart(database, runId, stage));
    },
    advanced: (stage, done, expected, unit) => {
      next?.advanced(stage, done, expected, unit);
      advances.advanced(stage, done, expected, unit);
    },
    stageFinished: (stage, remark) => {
      next?.stageFinished(stage, remark);
      advances.flush();
      keep(() => saveStageEnd(database, runId, stage, remark));
    },
    noticed: (stage, message) => {
      next?.noticed(stage, message);
      keep(() => saveNotice(database, runId, { stage, ...message }));
    },
    flush: async () => {
      advances.flush();
      await kept;
      if (failure !== undefined) throw failure;
    },
  };
}

interface Telling {
  advance: StageAdvance;
  toldMs: number;
  toldDone: number;
  isTold: boolean;
}

/** Lets at most one count a second through for each stage, and the last one always. */
function createAdvances(tell: (advance: StageAdvance) => void) {
  const stages = new Map<StageName, Telling>();
  const tellNow = (telling: Telling) => {
    const atMs = performance.now();
    const { done } = telling.advance;
    const seconds = (atMs - telling.toldMs) / 1000;
    const perSecond = seconds > 0.2 && done >= telling.toldDone ? (done - telling.toldDone) / seconds : undefined;
    tell({ ...telling.advance, perSecond });
    Object.assign(telling, { toldMs: atMs, toldDone: done, isTold: true });
  };
  return {
    advanced: (stage: StageName, done: number, expected: number | undefined, unit: string) => {
      const known = stages.get(stage) ?? { toldMs: performance.now(), toldDone: 0, isTold: false };
      const advance = { stage, done, expected, unit, perSecond: undefined };
      const telling = Object.assign(known, { advance, isTold: false });
      stages.set(stage, telling);
      if (performance.now() - telling.toldMs >= pauseBetweenAdvancesMs) tellNow(telling);
    },
    flush: () => {
      for (const telling of stages.values()) if (!telling.isTold) tellNow(telling);
    },
  };
}
