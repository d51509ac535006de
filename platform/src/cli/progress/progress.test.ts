import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Output } from '../terminal.ts';
import { drawStages } from './draw-stages.ts';
import { createJsonDisplay } from './json-display.ts';
import { createLiveDisplay } from './live-display.ts';
import { createPlainDisplay } from './plain-display.ts';
import { createProgressBoard, timeLeftMs } from './progress-board.ts';

let nowMs = 0;
const now = () => nowMs;
beforeEach(() => {
  nowMs = 1_000;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const stages = ['preflight', 'metadata', 'dataValues', 'tracker'] as const;

function createOutput(columns = 100): Output & { text: string } {
  const output = {
    text: '',
    write: (text: string) => {
      output.text += text;
    },
    isLive: true,
    hasColour: false,
    columns,
  };
  return output;
}

function draw(board: ReturnType<typeof createProgressBoard>, width = 100) {
  const lines = drawStages(board.stages(), { width, nowMs, language: 'fr', hasColour: false });
  return lines.map((line) => line.replace(/[\u00A0\u202F]/g, ' '));
}

test('draws a run as people read it: what is done, what is under way with its rate and time left, what waits', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('preflight');
  board.sink.stageFinished('preflight', 'droits, horloges, 4 118 objets à créer');
  board.sink.stageStarted('metadata', 4_118);
  nowMs += 3_000;
  board.sink.advanced('metadata', 4_118, 4_118, 'dataElements');
  board.sink.stageFinished('metadata');
  board.sink.stageStarted('dataValues', 100_000);
  for (let second = 1; second <= 6; second++) {
    nowMs += 1_000;
    board.sink.advanced('dataValues', second * 10_000, 100_000, 'dataValues');
  }
  expect(draw(board)).toEqual([
    '  Préparation        ✓ droits, horloges, 4 118 objets à créer  0 s',
    '  Métadonnées        ████████████████████  4 118 / 4 118     3 s',
    '  Données agrégées   ████████████········  60 000 / 100 000  10 000/s  reste 4 s',
    '  Tracker            ····················  en attente',
  ]);
});

test('no line is wider than the terminal, however narrow it is', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('dataValues', 10_000_000);
  nowMs += 1_000;
  board.sink.advanced('dataValues', 5_000_000, 10_000_000, 'dataValues');
  for (const width of [120, 80, 60, 40, 20, 5]) {
    for (const line of draw(board, width)) expect(Array.from(line).length).toBeLessThan(width);
  }
});

test('the rate is that of the last seconds, and the time left follows it', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('dataValues', 1_000);
  for (let second = 1; second <= 10; second++) {
    nowMs += 1_000;
    board.sink.advanced('dataValues', second * 10, 1_000, 'dataValues');
  }
  for (let second = 1; second <= 10; second++) {
    nowMs += 1_000;
    board.sink.advanced('dataValues', 100 + second * 50, 1_000, 'dataValues');
  }
  const stage = board.stages()[2];
  expect(stage?.ratePerSecond).toBeCloseTo(50, 0);
  expect(stage && timeLeftMs(stage)).toBeCloseTo(8_000, -3);
});

test('nothing is said of the rate before it can be known', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('tracker', 10);
  board.sink.advanced('tracker', 1, 10, 'events');
  expect(board.stages()[3]?.ratePerSecond).toBeUndefined();
  expect(draw(board)[3]).toContain('1 / 10');
});

test('units that are counted each for itself add up when the stage ends', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('tracker');
  board.sink.advanced('tracker', 50, 50, 'trackedEntities');
  board.sink.advanced('tracker', 139, 164, 'events');
  board.sink.advanced('tracker', 164, 164, 'events');
  board.sink.advanced('tracker', 21, 21, 'relationships');
  board.sink.stageFinished('tracker');
  expect(board.stages()[3]).toMatchObject({ done: 235, status: 'finished' });
});

test('units that share one count do not add up', () => {
  const board = createProgressBoard(stages, now);
  board.sink.stageStarted('metadata', 300);
  board.sink.advanced('metadata', 100, 300, 'options');
  board.sink.advanced('metadata', 300, 300, 'dataElements');
  board.sink.stageFinished('metadata');
  expect(board.stages()[1]).toMatchObject({ done: 300, expected: 300 });
});

test('on a terminal the lines are drawn in place, at most ten times a second, and notices stay above them', () => {
  const output = createOutput();
  const display = createLiveDisplay({ stages, output, language: 'en', hasColour: false, now });
  display.stageStarted('metadata', 10);
  for (let index = 0; index < 1_000; index++) display.advanced('metadata', index % 10, 10, 'options');
  expect(output.text.split('Metadata').length - 1).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(output.text.split('Metadata').length - 1).toBeLessThanOrEqual(11);
  display.noticed('metadata', { fr: 'en pause', en: 'paused: the target does not answer' });
  display.close();
  const lastFrame = output.text.slice(output.text.lastIndexOf('paused'));
  expect(lastFrame).toContain('Metadata');
  const length = output.text.length;
  vi.advanceTimersByTime(1_000);
  expect(output.text.length).toBe(length);
});

test('while a question is asked nothing is drawn over it', () => {
  const output = createOutput();
  const display = createLiveDisplay({ stages, output, language: 'en', hasColour: false, now });
  display.pause();
  const length = output.text.length;
  display.stageStarted('metadata', 10);
  vi.advanceTimersByTime(1_000);
  expect(output.text.length).toBe(length);
  display.resume();
  vi.advanceTimersByTime(200);
  expect(output.text.slice(length).startsWith('\u001B[')).toBe(false);
  display.close();
});

test('without a terminal there is a line at the start, about one each tenth, and one at the end', () => {
  const output = createOutput();
  const display = createPlainDisplay({ stages, output, language: 'en', hasColour: false, now });
  display.stageStarted('dataValues', 1_000);
  for (let done = 1; done <= 1_000; done++) {
    nowMs += 10;
    display.advanced('dataValues', done, 1_000, 'dataValues');
  }
  display.stageFinished('dataValues');
  const lines = output.text.trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('Data values: started · 1,000');
  expect(lines[1]).toContain('10\u00A0%');
  expect(lines.at(-1)).toContain('done, 10');
});

test('without a terminal and without a known end there is a line now and then', () => {
  const output = createOutput();
  const display = createPlainDisplay({ stages, output, language: 'fr', hasColour: false, now });
  display.stageStarted('tracker');
  for (let done = 1; done <= 600; done++) {
    nowMs += 100;
    display.advanced('tracker', done, undefined, 'events');
  }
  expect(output.text.split('\n').length).toBeLessThan(10);
  expect(output.text).toContain('events');
});

test('for programs every line is one JSON document', () => {
  const output = createOutput();
  const display = createJsonDisplay(output, now);
  display.stageStarted('metadata', 5);
  display.advanced('metadata', 1, 5, 'options');
  display.advanced('metadata', 2, 5, 'options');
  display.noticed('metadata', { fr: 'x', en: 'y' });
  display.stageFinished('metadata');
  const lines = output.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type }) => type)).toEqual(['stageStarted', 'advanced', 'noticed', 'stageFinished']);
  expect(lines[1]).toEqual({ type: 'advanced', stage: 'metadata', done: 1, expected: 5, unit: 'options' });
});
