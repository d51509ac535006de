import type { Language } from '../../model/language.ts';
import type { StageName } from '../../model/ledger.ts';
import type { Output } from '../terminal.ts';
import { drawStages } from './draw-stages.ts';
import { createProgressBoard } from './progress-board.ts';
import type { ProgressDisplay } from './progress-display.ts';

export interface DisplayOptions {
  readonly stages: readonly StageName[];
  readonly output: Output;
  readonly language: Language;
  readonly hasColour: boolean;
  readonly now: () => number;
}

/** Ten drawings a second look alive; more only cost. */
const redrawMs = 100;

/** Bars that are drawn again in place, one line per stage; notices scroll above them. */
export function createLiveDisplay(options: DisplayOptions): ProgressDisplay {
  const board = createProgressBoard(options.stages, options.now);
  let drawnLines = 0;
  let isPaused = false;
  const erase = () => {
    if (drawnLines > 0) options.output.write(`\u001B[${drawnLines}A\u001B[0J`);
    drawnLines = 0;
  };
  const draw = () => {
    if (isPaused) return;
    const { language, hasColour, output } = options;
    const lines = drawStages(board.stages(), { width: output.columns, nowMs: options.now(), language, hasColour });
    erase();
    output.write(lines.map((line) => `${line}\n`).join(''));
    drawnLines = lines.length;
  };
  const timer = setInterval(draw, redrawMs);
  timer.unref();
  draw();
  return {
    ...board.sink,
    noticed: (_stage, message) => {
      erase();
      options.output.write(`  ${message[options.language]}\n`);
      draw();
    },
    pause: () => {
      draw();
      isPaused = true;
      // What was drawn stays where it is: the question goes below it.
      drawnLines = 0;
    },
    resume: () => {
      isPaused = false;
    },
    close: () => {
      clearInterval(timer);
      draw();
      drawnLines = 0;
    },
  };
}
