import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerDemand, hasEnded, mayFollow, type RunState, runDemands, runStates } from './run-state.ts';

const anyState = fc.constantFrom(...runStates);
const anyDemand = fc.constantFrom(...runDemands);

/** Where a run is after a demand; where it was when nothing comes of it. */
function after(state: RunState, demand: (typeof runDemands)[number]): RunState {
  const answer = answerDemand(state, demand);
  return answer.kind === 'move' ? answer.to : state;
}

test('a demand leads only where a run may go', () => {
  fc.assert(
    fc.property(anyState, anyDemand, (state, demand) => {
      const answer = answerDemand(state, demand);
      if (answer.kind === 'move') expect(mayFollow(state, answer.to)).toBe(true);
    }),
  );
});

test('a demand that was answered is answered already when it is made again', () => {
  fc.assert(
    fc.property(anyState, fc.constantFrom('pause', 'resume', 'cancel'), (state, demand) => {
      const answer = answerDemand(state, demand as 'pause');
      fc.pre(answer.kind === 'move');
      expect(answerDemand(after(state, demand as 'pause'), demand as 'pause').kind).toBe('already');
    }),
  );
});

test('whatever was demanded, a run that did not complete can be taken up again, and one that did cannot', () => {
  fc.assert(
    fc.property(anyState, fc.array(anyDemand, { maxLength: 12 }), (state, demands) => {
      const last = demands.reduce(after, state);
      const isComplete = last === 'completed' || last === 'completed-with-refusals';
      const goesOn = ['already', 'move'].includes(answerDemand(last, 'resume').kind);
      expect(goesOn).toBe(!isComplete);
      if (isComplete) expect(last).toBe(state);
    }),
  );
});

test('nobody’s demand makes a run running or complete: that is found by doing it', () => {
  fc.assert(
    fc.property(anyState, anyDemand, (state, demand) => {
      const next = after(state, demand);
      if (next !== state) expect(['pending', 'paused', 'cancelled']).toContain(next);
    }),
  );
});

test('what has ended is not paused or cancelled', () => {
  for (const state of runStates.filter(hasEnded)) {
    expect(answerDemand(state, 'pause').kind).toBe('refused');
    if (state !== 'cancelled') expect(answerDemand(state, 'cancel').kind).toBe('refused');
  }
});

test('what completed with refusals is tried again by a new run, what failed by itself', () => {
  expect(answerDemand('completed-with-refusals', 'retry')).toEqual({ kind: 'again' });
  expect(answerDemand('failed', 'retry')).toEqual({ kind: 'move', to: 'pending' });
  expect(answerDemand('completed', 'retry')).toEqual({ kind: 'refused' });
});
