import { runProgressSchema, transitionSchema } from '@relais/contract/run.ts';
import type { z } from 'zod';
import { ConnectionLost } from './api-failure.ts';
import { request } from './ask.ts';
import { reportConnection } from './connection.ts';
import { readEvents } from './event-stream.ts';

export type RunProgress = z.output<typeof runProgressSchema>;
export type Transition = z.output<typeof transitionSchema>;

export interface RunReader {
  readonly onProgress: (progress: RunProgress) => void;
  readonly onTransition: (transition: Transition) => void;
  /** The run has ended, and nothing more will come. */
  readonly onEnd: () => void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Follows a run until it has ended or the signal is aborted; after a line that broke it goes on where it was. A refusal (signed out, not permitted)
 * is thrown.
 */
export async function followRun(runId: number, reader: RunReader, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      for await (const { name, id, data } of await openEvents(runId, lastId, signal)) {
        pauseMs = firstPauseMs;
        lastId = id ?? lastId;
        if (name === 'progress') reader.onProgress(runProgressSchema.parse(JSON.parse(data)));
        else if (name === 'transition') reader.onTransition(transitionSchema.parse(JSON.parse(data)));
        else if (name === 'end') return reader.onEnd();
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isBrokenLine(error)) throw error;
      reportConnection(false);
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
}

async function openEvents(runId: number, lastId: string | undefined, signal: AbortSignal) {
  // A reader that comes back names the last that it has seen.
  const question = { signal, ...(lastId !== undefined && { lastEventId: lastId }) };
  const { body } = await request(`/runs/${runId}/events`, question, 'text/event-stream');
  if (body === null) throw new ConnectionLost('an answer without a stream');
  return readEvents(body);
}

/** What a stream throws when it is cut off is a TypeError in every browser. */
function isBrokenLine(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof TypeError;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
