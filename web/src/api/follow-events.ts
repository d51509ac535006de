import { ConnectionLost } from './api-failure.ts';
import { request } from './ask.ts';
import { reportConnection } from './connection.ts';
import { readEvents, type StreamEvent } from './event-stream.ts';

export interface EventReader {
  /** `ended`: nothing more will come. */
  readonly onEvent: (event: StreamEvent) => 'ended' | undefined;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Follows a stream of events until it has ended or the signal is aborted; after a line that broke it goes on where it was. A refusal (signed out,
 * not permitted) is thrown.
 */
export async function followEvents(path: string, reader: EventReader, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    try {
      for await (const event of await openEvents(path, reader, lastId, signal)) {
        pauseMs = firstPauseMs;
        lastId = event.id ?? lastId;
        if (reader.onEvent(event) === 'ended') return;
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

async function openEvents(path: string, { query = {} }: EventReader, lastId: string | undefined, signal: AbortSignal) {
  // A reader that comes back names the last that it has seen.
  const question = { query, signal, ...(lastId !== undefined && { lastEventId: lastId }) };
  const { body } = await request(path, question, 'text/event-stream');
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
