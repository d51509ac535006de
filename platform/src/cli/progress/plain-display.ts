import { formatDuration, formatNumber } from '../../model/formats.ts';
import { progressTexts, stageTitles } from '../texts/stages.ts';
import { countsOf, timeLeftText } from './draw-stages.ts';
import type { DisplayOptions } from './live-display.ts';
import { createProgressBoard, type StageProgress, timeLeftMs } from './progress-board.ts';
import type { ProgressDisplay } from './progress-display.ts';

/** A line each so many hundredths of a stage, or each so much time where nobody knows how much there is. */
const stepPercent = 10;
const stepMs = 10_000;

/** Lines for a file or a pipe: when a stage starts and ends, and about every tenth between. */
export function createPlainDisplay(options: DisplayOptions): ProgressDisplay {
  const { language, now } = options;
  const board = createProgressBoard(options.stages, now);
  const told = new Map<string, { step: number; atMs: number }>();
  const find = (name: string) => board.stages().find((stage) => stage.name === name);
  const write = (stage: StageProgress, words: readonly string[]) => {
    const title = stageTitles[stage.name][language];
    const separator = language === 'fr' ? '\u00A0: ' : ': ';
    options.output.write(`${title}${separator}${words.filter((word) => word !== '').join(' · ')}\n`);
  };
  return {
    stageStarted: (name, expected) => {
      const wasRunning = find(name)?.status === 'running';
      board.sink.stageStarted(name, expected);
      const stage = find(name);
      if (!stage || wasRunning) return;
      told.set(name, { step: 0, atMs: now() });
      write(stage, [progressTexts.started[language], expected === undefined ? '' : formatNumber(expected, language)]);
    },
    advanced: (name, done, expected, unit) => {
      board.sink.advanced(name, done, expected, unit);
      const stage = find(name);
      const last = told.get(name) ?? { step: 0, atMs: now() };
      const step = expected ? Math.floor((done * 100) / expected / stepPercent) : 0;
      const isDue = expected ? step > last.step && done < expected : now() - last.atMs >= stepMs;
      told.set(name, isDue ? { step, atMs: now() } : { ...last, step: Math.min(last.step, step) });
      if (!stage || !isDue) return;
      write(stage, [unit, expected ? `${step * stepPercent}\u00A0%` : '', ...numbers(stage, options)]);
    },
    stageFinished: (name, remark) => {
      board.sink.stageFinished(name, remark);
      const stage = find(name);
      if (!stage) return;
      const duration = formatDuration(stage.finishedMs - stage.startedMs, language);
      write(stage, [`${progressTexts.finished[language]}, ${duration}`, remark ?? countsOf(stage, language)]);
    },
    noticed: (_stage, message) => options.output.write(`${message[language]}\n`),
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
}

function numbers(stage: StageProgress, { language }: DisplayOptions): readonly string[] {
  const rate = stage.ratePerSecond;
  const leftMs = timeLeftMs(stage);
  return [
    countsOf(stage, language),
    rate === undefined ? '' : `${formatNumber(Math.round(rate), language)}/${progressTexts.second[language]}`,
    leftMs === undefined ? '' : timeLeftText(leftMs, language),
  ];
}
