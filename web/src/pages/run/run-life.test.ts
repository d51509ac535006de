import { runStateSchema } from '@relais/contract/run.ts';
import { expect, it } from 'vitest';
import { demandsOf, hasEnded, leftToDo, pathOf, writtenBy } from './run-life.ts';

const nothing = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  impossible: 0,
  deleted: 0,
  verified: 0,
};
const startedAt = '2026-11-22T10:00:00.000Z';
const finishedAt = '2026-11-22T10:01:00.000Z';

it('offers to stop what goes on, and to go on with what stopped', () => {
  for (const state of runStateSchema.options) {
    expect(demandsOf({ state, reason: undefined }).includes('pause')).toBe(!hasEnded(state) && state !== 'paused');
    expect(demandsOf({ state, reason: undefined }).includes('cancel')).toBe(!hasEnded(state));
  }
  expect(demandsOf({ state: 'completed', reason: undefined })).toEqual([]);
  expect(demandsOf({ state: 'failed', reason: undefined })).toEqual(['retry']);
  const waiting = { state: 'paused', reason: { code: 'RUN_NEEDS_APPROVAL', text: '' } } as const;
  expect(demandsOf(waiting)).toEqual(['cancel']);
});

it('adds up what was written and what is left, and counts nothing that nobody knows', () => {
  const totals = {
    constants: { ...nothing, created: 2, updated: 1 },
    dataValues: { ...nothing, created: 40, deleted: 3 },
  };
  expect(writtenBy(totals)).toEqual({ created: 42, updated: 1, deleted: 3 });
  const advances = [
    { stage: 'metadata', unit: 'constants', done: 5, expected: 7 },
    { stage: 'dataValues', unit: 'dataValues', done: 9 },
    { stage: 'files', unit: 'files', done: 9, expected: 8 },
  ];
  expect(leftToDo(advances)).toBe(2);
});

it('shows what is done, what goes on and what is sure to come', () => {
  const stages = [
    { name: 'preflight', startedAt, finishedAt },
    { name: 'plan', startedAt, finishedAt },
    { name: 'metadata', startedAt },
  ];
  const advances = [{ stage: 'metadata', unit: 'constants', done: 5, expected: 7 }];
  const statesOf = (state: 'running' | 'paused' | 'failed') =>
    pathOf({ state, mode: 'replicate', stages, advances }).map((stage) => `${stage.name} ${stage.state}`);
  expect(statesOf('running')).toEqual(['preflight done', 'plan done', 'metadata running', 'verification waiting']);
  expect(statesOf('paused')).toContain('metadata stopped');
  expect(statesOf('failed')).toEqual(['preflight done', 'plan done', 'metadata stopped']);
});
