/** The states of a run that a person understands. */
export const runStates = [
  'pending',
  'running',
  'paused',
  'completed',
  'completed-with-refusals',
  'failed',
  'cancelled',
] as const;
export type RunState = (typeof runStates)[number];

/** What may follow what. `pending` after `running`: another run turned out to write to the same target. */
const followers: Readonly<Record<RunState, readonly RunState[]>> = {
  pending: ['running', 'paused', 'failed', 'cancelled'],
  running: ['pending', 'paused', 'completed', 'completed-with-refusals', 'failed', 'cancelled'],
  paused: ['pending', 'running', 'failed', 'cancelled'],
  failed: ['pending', 'running'],
  cancelled: ['pending', 'running'],
  'completed-with-refusals': [],
  completed: [],
};

/** Whether a run may go from one state to another. */
export function mayFollow(from: RunState, to: RunState): boolean {
  return followers[from].includes(to);
}

/** A run that has ended writes no more, unless somebody takes it up again. */
export function hasEnded(state: RunState): boolean {
  return state === 'completed' || state === 'completed-with-refusals' || state === 'failed' || state === 'cancelled';
}

/** What people, schedules and workers ask of a run. */
export const runDemands = ['pause', 'resume', 'cancel', 'retry'] as const;
export type RunDemand = (typeof runDemands)[number];

/** What comes of a demand: another state, nothing because it is so already, a new run, or a refusal. */
export type DemandAnswer =
  | { readonly kind: 'move'; readonly to: RunState }
  | { readonly kind: 'already' }
  | { readonly kind: 'again' }
  | { readonly kind: 'refused' };

const already: DemandAnswer = { kind: 'already' };
const refused: DemandAnswer = { kind: 'refused' };
const move = (to: RunState): DemandAnswer => ({ kind: 'move', to });

/**
 * What a demand does to a run in a state. What goes on again is `pending` until somebody carries it out. A run that completed
 * is not taken up again: what the target refused is tried again by a new run, which carries only what still differs.
 */
export function answerDemand(state: RunState, demand: RunDemand): DemandAnswer {
  switch (demand) {
    case 'pause':
      if (state === 'paused') return already;
      return hasEnded(state) ? refused : move('paused');
    case 'cancel':
      if (state === 'cancelled') return already;
      return hasEnded(state) ? refused : move('cancelled');
    case 'resume':
      if (state === 'pending' || state === 'running') return already;
      return mayFollow(state, 'pending') ? move('pending') : refused;
    case 'retry':
      if (state === 'failed' || state === 'cancelled') return move('pending');
      return state === 'completed-with-refusals' ? { kind: 'again' } : refused;
  }
}
