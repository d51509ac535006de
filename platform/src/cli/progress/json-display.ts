import type { Output } from '../terminal.ts';
import type { ProgressDisplay } from './progress-display.ts';

/** A line at most this often for each stage; the ends of stages are always told. */
const leastGapMs = 250;

/** Progress for programs: one JSON document a line. */
export function createJsonDisplay(output: Output, now: () => number): ProgressDisplay {
  const toldMs = new Map<string, number>();
  const write = (line: Record<string, unknown>) => output.write(`${JSON.stringify(line)}\n`);
  return {
    stageStarted: (stage, expected) => write({ type: 'stageStarted', stage, expected }),
    advanced: (stage, done, expected, unit) => {
      if (now() - (toldMs.get(stage) ?? Number.NEGATIVE_INFINITY) < leastGapMs) return;
      toldMs.set(stage, now());
      write({ type: 'advanced', stage, done, expected, unit });
    },
    stageFinished: (stage, remark) => write({ type: 'stageFinished', stage, remark }),
    noticed: (stage, message) => write({ type: 'noticed', stage, message }),
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
}
