import { runProgressSchema, transitionSchema } from '@relais/contract/run.ts';
import type { z } from 'zod';
import { followEvents } from './follow-events.ts';

/** How far a run is, as its stream tells it. */
export type FollowedRun = z.output<typeof runProgressSchema>;
export type Transition = z.output<typeof transitionSchema>;

export interface RunReader {
  readonly onProgress: (progress: FollowedRun) => void;
  readonly onTransition: (transition: Transition) => void;
  /** The run has ended, and nothing more will come. */
  readonly onEnd: () => void;
}

/** Follows a run until it has ended or the signal is aborted, through lines that break. A refusal is thrown. */
export function followRun(runId: number, reader: RunReader, signal: AbortSignal): Promise<void> {
  const onEvent = ({ name, data }: { readonly name: string; readonly data: string }) => {
    if (name === 'progress') reader.onProgress(runProgressSchema.parse(JSON.parse(data)));
    if (name === 'transition') reader.onTransition(transitionSchema.parse(JSON.parse(data)));
    if (name !== 'end') return undefined;
    reader.onEnd();
    return 'ended' as const;
  };
  return followEvents(`/runs/${runId}/events`, { onEvent }, signal);
}
