import { formatDuration, formatNumber } from '../../model/formats.ts';
import type { Language } from '../../model/language.ts';
import { renderSegments, type Segment } from '../style.ts';
import { widthOf } from '../table.ts';
import { paddedStageTitle, progressTexts } from '../texts/stages.ts';
import { type StageProgress, timeLeftMs } from './progress-board.ts';

export interface DrawingOptions {
  readonly width: number;
  readonly nowMs: number;
  readonly language: Language;
  readonly hasColour: boolean;
}

/** Below this width a bar is of no use, and only words and numbers are drawn. */
const leastWidthForBar = 56;
const barWidth = 20;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One line per stage, none wider than the terminal. */
export function drawStages(stages: readonly StageProgress[], options: DrawingOptions): readonly string[] {
  const countsWidth = Math.max(0, ...stages.map((stage) => widthOf(countsOf(stage, options.language))));
  return stages.map((stage) => {
    const title: Segment = { text: `  ${paddedStageTitle(stage.name, options.language)}  `, style: 'plain' };
    const segments = [title, ...drawStage(stage, options, countsWidth)];
    // The last column stays free: some terminals wrap a line that fills it.
    return renderSegments(segments, options.width - 1, options.hasColour);
  });
}

function drawStage(stage: StageProgress, options: DrawingOptions, countsWidth: number): readonly Segment[] {
  const hasBar = options.width >= leastWidthForBar;
  if (stage.status === 'waiting') {
    const waiting: Segment = { text: progressTexts.waiting[options.language], style: 'dim' };
    return hasBar ? [...bar(0), waiting] : [waiting];
  }
  if (stage.status === 'finished') return drawFinished(stage, options, countsWidth, hasBar);
  const counts = countsOf(stage, options.language).padEnd(countsWidth);
  const tail: Segment = { text: [counts, ...runningTail(stage, options)].join('  '), style: 'plain' };
  const share = stage.expected ? stage.done / stage.expected : undefined;
  if (!hasBar || share === undefined) return [{ text: `${spinner(options.nowMs)} `, style: 'bar' }, tail];
  return [...bar(share), tail];
}

/** A stage that counted shows its full bar, another its remark; both their time. */
function drawFinished(
  stage: StageProgress,
  options: DrawingOptions,
  countsWidth: number,
  hasBar: boolean,
): readonly Segment[] {
  const duration = formatDuration(stage.finishedMs - stage.startedMs, options.language);
  const tick: Segment = { text: '✓ ', style: 'good' };
  if (stage.remark !== undefined) return [tick, { text: `${stage.remark}  ${duration}`, style: 'plain' }];
  if (stage.done === 0) return [tick, { text: duration, style: 'plain' }];
  const counts = countsOf(
    { ...stage, expected: stage.expected && Math.max(stage.expected, stage.done) },
    options.language,
  );
  const tail: Segment = { text: `${counts.padEnd(countsWidth)}  ${duration}`, style: 'plain' };
  return hasBar && stage.expected !== undefined ? [...bar(1), tail] : [tick, tail];
}

function runningTail(stage: StageProgress, { language }: DrawingOptions): readonly string[] {
  const tail: string[] = [];
  if (stage.ratePerSecond !== undefined) {
    tail.push(`${formatNumber(Math.round(stage.ratePerSecond), language)}/${progressTexts.second[language]}`);
  }
  const leftMs = timeLeftMs(stage);
  if (leftMs !== undefined) tail.push(timeLeftText(leftMs, language));
  else if (stage.unit !== '') tail.push(stage.unit);
  return tail;
}

/** `reste 4 s`, `4 s left`. */
export function timeLeftText(milliseconds: number, language: Language): string {
  const duration = formatDuration(milliseconds, language);
  const word = progressTexts.left[language];
  return language === 'fr' ? `${word} ${duration}` : `${duration} ${word}`;
}

/** `64 120 / 100 000`, or `64 120` where nobody knows how many there are. */
export function countsOf(stage: StageProgress, language: Language): string {
  if (stage.status === 'waiting' || (stage.done === 0 && stage.expected === undefined)) return '';
  const done = formatNumber(stage.done, language);
  return stage.expected === undefined ? done : `${done} / ${formatNumber(stage.expected, language)}`;
}

function bar(share: number): readonly Segment[] {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth * 8);
  const blocks = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
  return [
    { text: blocks, style: 'bar' },
    { text: `${'·'.repeat(barWidth - blocks.length)}  `, style: 'dim' },
  ];
}

const spinnerFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

function spinner(nowMs: number): string {
  return spinnerFrames[Math.floor(nowMs / 100) % spinnerFrames.length] ?? '·';
}
