import type { Advance } from '../../api/advances.ts';
import type { RunDetail, RunState } from '../../api/runs.ts';

const ended: ReadonlySet<RunState> = new Set(['completed', 'completed-with-refusals', 'failed', 'cancelled']);

/** Whether a run does nothing more, unless somebody takes it up again. */
export function hasEnded(state: RunState): boolean {
  return ended.has(state);
}

export type RunDemand = 'pause' | 'resume' | 'cancel' | 'retry';

/** What may be asked of a run in a state; the service decides, this only shows what makes sense. */
export function demandsOf({ state, reason }: Pick<RunDetail, 'state' | 'reason'>): readonly RunDemand[] {
  switch (state) {
    case 'pending':
    case 'running':
      return ['pause', 'cancel'];
    case 'paused':
      // It goes on by itself once somebody has approved it.
      return reason?.code === 'RUN_NEEDS_APPROVAL' ? ['cancel'] : ['resume', 'cancel'];
    case 'interrupted':
      return ['resume', 'cancel'];
    case 'failed':
    case 'completed-with-refusals':
      return ['retry'];
    case 'cancelled':
      return ['resume'];
    case 'completed':
      return [];
  }
}

/** What is left in the stages under way, as far as it is known. */
export function leftToDo(advances: readonly Advance[]): number {
  return advances.reduce((sum, { done, expected = 0 }) => sum + Math.max(0, expected - done), 0);
}

/** What has been written to the target so far. */
export function writtenBy(totals: RunDetail['totals']): { created: number; updated: number; deleted: number } {
  const written = { created: 0, updated: 0, deleted: 0 };
  for (const counts of Object.values(totals)) {
    written.created += counts.created;
    written.updated += counts.updated;
    written.deleted += counts.deleted;
  }
  return written;
}

/** A stage of the path: over, under way, left unfinished when the run stopped, or still to come. */
export interface StageOnPath {
  readonly name: string;
  readonly state: 'done' | 'running' | 'stopped' | 'waiting';
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  readonly remark: string | undefined;
  readonly advance: Advance | undefined;
}

/** Every whole run passes these; between them lie those that its options name. */
const always = ['preflight', 'plan', 'verification'];

/** The stages in the order in which they began, and those that are sure to come. */
export function pathOf(run: Pick<RunDetail, 'state' | 'mode' | 'stages' | 'advances'>): readonly StageOnPath[] {
  const begun = run.stages.map(({ name, startedAt, finishedAt, remark }): StageOnPath => {
    const isStill = hasEnded(run.state) || run.state === 'paused' || run.state === 'interrupted';
    const state = finishedAt !== undefined ? 'done' : isStill ? 'stopped' : 'running';
    const advance = run.advances.find(({ stage }) => stage === name);
    return { name, state, startedAt, finishedAt, remark, advance };
  });
  if (hasEnded(run.state) || run.mode === 'diff') return begun;
  const known = new Set(begun.map(({ name }) => name));
  const toCome = always.filter((name) => !known.has(name));
  const nothing = { startedAt: undefined, finishedAt: undefined, remark: undefined, advance: undefined };
  return [...begun, ...toCome.map((name): StageOnPath => ({ name, state: 'waiting', ...nothing }))];
}
