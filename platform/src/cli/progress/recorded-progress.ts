import type { ProgressSink } from '../../replication/run-context.ts';
import type { Database } from '../../store/database.ts';
import { saveNotice } from '../../store/notice.ts';
import { saveStageEnd, saveStageStart } from '../../store/stage.ts';

/** A sink that keeps in the database when stages ran and what was noticed, in order, and hands everything on. */
export interface RecordedProgress extends ProgressSink {
  /** Waits until all is kept; fails if something could not be. */
  flush(): Promise<void>;
}

export function recordProgress(database: Database, runId: number, next: ProgressSink): RecordedProgress {
  let kept: Promise<void> = Promise.resolve();
  let failure: unknown;
  const keep = (save: () => Promise<void>) => {
    kept = kept.then(save).catch((error: unknown) => {
      failure ??= error;
    });
  };
  return {
    stageStarted: (stage, expected) => {
      next.stageStarted(stage, expected);
      keep(() => saveStageStart(database, runId, stage));
    },
    advanced: (stage, done, expected, unit) => next.advanced(stage, done, expected, unit),
    stageFinished: (stage, remark) => {
      next.stageFinished(stage, remark);
      keep(() => saveStageEnd(database, runId, stage, remark));
    },
    noticed: (stage, message) => {
      next.noticed(stage, message);
      keep(() => saveNotice(database, runId, { stage, ...message }));
    },
    flush: async () => {
      await kept;
      if (failure !== undefined) throw failure;
    },
  };
}
