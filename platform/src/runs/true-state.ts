import type { RunState } from '../model/run-state.ts';
import type { Run } from '../store/run.ts';

/** What a run does in truth: one that says it is running, and that no process carries out, was interrupted. */
export function trueState(
  run: Pick<Run, 'id' | 'state' | 'carrier'>,
  inUse: ReadonlySet<number>,
): RunState | 'interrupted' {
  const isActive = run.carrier === 'process' && (run.state === 'running' || run.state === 'pending');
  return isActive && !inUse.has(run.id) ? 'interrupted' : run.state;
}
