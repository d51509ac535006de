import type { StageName } from '../model/ledger.ts';
import type { ProgressSink } from '../replication/run-context.ts';
import type { Database } from '../store/database.ts';
import { saveNotice } from '../store/notice.ts';
import { type StageAdvance, type StageAdvanceToSave, saveAdvance } from '../store/run-progress.ts';
import { saveStageEnd, saveStageStart } from '../store/stage.ts';

/** A sink that keeps in the database what is told, in order, so that any process can watch; and hands everything on. */
export interface RecordedProgress extends ProgressSink {
  /** From now on it is another part that is counted, from nothing: what was counted before is kept. */
  beginPart(): void;
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
    beginPart: advances.beginPart,
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
  /** Of the parts before this one. */
  before: number;
  part: Pick<StageAdvance, 'done' | 'expected' | 'unit'>;
  /** Whether all that is counted is one whole. */
  isWhole: boolean;
  toldMs: number;
  toldDone: number;
  isTold: boolean;
}

/**
 * Lets at most one count a second through for each stage, and the last one always. The engine counts what it has in hand, a type or a piece, from
 * nothing each time: the counts are put together to one of the stage that never falls back.
 */
function createAdvances(tell: (advance: StageAdvanceToSave) => void) {
  const stages = new Map<StageName, Telling>();
  const tellNow = (stage: StageName, telling: Telling) => {
    const atMs = performance.now();
    const { unit, expected } = telling.part;
    const done = telling.before + telling.part.done;
    const more = done - telling.toldDone;
    const seconds = (atMs - telling.toldMs) / 1000;
    const perSecond = seconds > 0.2 ? more / seconds : undefined;
    tell({ stage, unit, done, more, expected: telling.isWhole ? expected : undefined, perSecond });
    Object.assign(telling, { toldMs: atMs, toldDone: done, isTold: true });
  };
  return {
    advanced: (stage: StageName, done: number, expected: number | undefined, unit: string) => {
      const telling = stages.get(stage) ?? newTelling(expected);
      stages.set(stage, telling);
      count(telling, { done, expected, unit });
      if (performance.now() - telling.toldMs >= pauseBetweenAdvancesMs) tellNow(stage, telling);
    },
    beginPart: () => {
      for (const telling of stages.values()) if (!telling.isWhole) settlePart(telling);
    },
    flush: () => {
      for (const [stage, telling] of stages) if (!telling.isTold) tellNow(stage, telling);
    },
  };
}

function newTelling(expected: number | undefined): Telling {
  const part = { done: 0, expected, unit: '' };
  return { before: 0, part, isWhole: expected !== undefined, toldMs: performance.now(), toldDone: 0, isTold: true };
}

function count(telling: Telling, counted: Telling['part']): void {
  const { done, expected } = telling.part;
  // Whose whole is another one was a part.
  if (counted.expected !== expected) {
    settlePart(telling);
    telling.isWhole = false;
  }
  if (telling.isWhole) telling.part = { ...counted, done: Math.max(done, counted.done) };
  else {
    if (counted.done < telling.part.done) settlePart(telling);
    telling.part = counted;
  }
  telling.isTold = false;
}

function settlePart(telling: Telling): void {
  telling.before += telling.part.done;
  telling.part = { ...telling.part, done: 0 };
}
