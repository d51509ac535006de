import type { StageName } from '../../model/ledger.ts';
import type { ProgressSink } from '../../replication/run-context.ts';

/** What is known of one stage at a moment. */
export interface StageProgress {
  readonly name: StageName;
  readonly status: 'waiting' | 'running' | 'finished';
  readonly done: number;
  readonly expected: number | undefined;
  /** What was counted before this unit, where every unit has its own count. */
  readonly doneBefore: number;
  /** What is being counted: a metadata type or a data class. */
  readonly unit: string;
  readonly remark: string | undefined;
  readonly startedMs: number;
  readonly finishedMs: number;
  /** Objects per second over the last seconds; undefined while it cannot be told. */
  readonly ratePerSecond: number | undefined;
}

/** Collects what a run tells about its progress; drawings look at it when they want to. */
export interface ProgressBoard {
  readonly sink: Pick<ProgressSink, 'stageStarted' | 'advanced' | 'stageFinished'>;
  stages(): readonly StageProgress[];
}

interface Sample {
  readonly atMs: number;
  readonly done: number;
}

/** The rate is that of this last stretch: long enough to be calm, short enough to show a change. */
const rateWindowMs = 6_000;
const leastWindowMs = 400;
const leastSampleGapMs = 100;

/** A board of stages in their order. `now` is a clock in milliseconds. */
export function createProgressBoard(names: readonly StageName[], now: () => number): ProgressBoard {
  const stages = new Map<StageName, StageProgress>(names.map((name) => [name, waitingStage(name)]));
  const samples = new Map<StageName, Sample[]>();
  const change = (name: StageName, parts: Partial<StageProgress>) => {
    stages.set(name, { ...(stages.get(name) ?? waitingStage(name)), ...parts });
  };
  return {
    stages: () => [...stages.values()],
    sink: {
      stageStarted: (name, expected) => {
        const known = stages.get(name);
        // A stage may say later how much it expects; its clock does not start again.
        if (known?.status === 'running') return change(name, { expected: expected ?? known.expected });
        samples.set(name, [{ atMs: now(), done: 0 }]);
        change(name, { ...waitingStage(name), status: 'running', startedMs: now(), expected });
      },
      advanced: (name, done, expected, unit) => {
        const ratePerSecond = measure(samples, name, { atMs: now(), done });
        const known = stages.get(name) ?? waitingStage(name);
        const isNewCount = unit !== known.unit && (done < known.done || expected !== known.expected);
        const doneBefore = known.doneBefore + (isNewCount ? known.done : 0);
        change(name, { status: 'running', done, doneBefore, expected, unit, ratePerSecond });
      },
      stageFinished: (name, remark) => {
        const { done, doneBefore, expected } = stages.get(name) ?? waitingStage(name);
        // Counts of several units add up; what was expected of the last one says nothing of them all.
        const total = doneBefore === 0 ? { done, expected } : { done: done + doneBefore, expected: done + doneBefore };
        change(name, { status: 'finished', finishedMs: now(), remark, ...total });
      },
    },
  };
}

/** Keeps the samples of the window and gives the rate between its ends. A count that falls is a new count. */
function measure(samples: Map<StageName, Sample[]>, name: StageName, sample: Sample): number | undefined {
  const known = samples.get(name) ?? [];
  const last = known.at(-1);
  const kept = last && sample.done < last.done ? [] : known.filter((old) => old.atMs >= sample.atMs - rateWindowMs);
  if (!last || kept.length === 0 || sample.atMs - last.atMs >= leastSampleGapMs) kept.push(sample);
  samples.set(name, kept);
  const first = kept[0] ?? sample;
  const stretchMs = sample.atMs - first.atMs;
  return stretchMs < leastWindowMs ? undefined : ((sample.done - first.done) * 1000) / stretchMs;
}

/** Milliseconds until the stage is done at its present rate. */
export function timeLeftMs(stage: StageProgress): number | undefined {
  if (stage.expected === undefined || !stage.ratePerSecond) return undefined;
  return Math.max(0, (stage.expected - stage.done) / stage.ratePerSecond) * 1000;
}

function waitingStage(name: StageName): StageProgress {
  return {
    name,
    status: 'waiting',
    done: 0,
    doneBefore: 0,
    expected: undefined,
    unit: '',
    remark: undefined,
    startedMs: 0,
    finishedMs: 0,
    ratePerSecond: undefined,
  };
}
