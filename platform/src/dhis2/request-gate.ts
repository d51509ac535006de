import type { Clock } from './retry.ts';

/** How much may be asked of an instance by this process now. */
export interface GateLimits {
  /** Requests under way at a time. */
  readonly connections: number;
  /** No bound where undefined. */
  readonly requestsPerMinute: number | undefined;
}

/** Holds requests back: several transports of one process may share one. */
export interface RequestGate {
  /** Waits for a place, and gives what lets go of it. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** From now on; what is under way is not broken off. */
  setLimits(limits: GateLimits): void;
}

/** One request may hang on another's answer (who reads a stream looks something up): with one place they would wait for ever. */
const leastConnections = 2;

/** A gate with the limits that it begins with. */
export function createRequestGate(limits: GateLimits, clock: Pick<Clock, 'now' | 'sleep'>): RequestGate {
  let now = limits;
  let inside = 0;
  let nextTurnMs = 0;
  const waiting: (() => void)[] = [];
  const hasPlace = () => inside < Math.max(leastConnections, now.connections);
  const letIn = () => {
    while (hasPlace() && waiting.length > 0) {
      inside += 1;
      waiting.shift()?.();
    }
  };
  const leave = () => {
    inside -= 1;
    letIn();
  };

  async function waitForPlace(signal: AbortSignal): Promise<void> {
    if (hasPlace()) {
      inside += 1;
      return;
    }
    const turn = Promise.withResolvers<void>();
    waiting.push(turn.resolve);
    const giveUp = () => {
      const place = waiting.indexOf(turn.resolve);
      if (place < 0) return;
      waiting.splice(place, 1);
      turn.reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Requests that keep a rate are spread evenly: a burst at the begin of each minute would help nobody. */
  async function waitForTurn(signal: AbortSignal): Promise<void> {
    if (now.requestsPerMinute === undefined) return;
    const atMs = Math.max(clock.now(), nextTurnMs);
    nextTurnMs = atMs + 60_000 / now.requestsPerMinute;
    const waitMs = atMs - clock.now();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  }

  return {
    enter: async (signal) => {
      signal.throwIfAborted();
      await waitForPlace(signal);
      try {
        await waitForTurn(signal);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    setLimits: (limits) => {
      now = limits;
      letIn();
    },
  };
}
