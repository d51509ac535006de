/** How fast a target takes bodies, found out while sending; one for each run and target. */
export interface SendPace {
  /** How many bodies rows that belong together should make: none too large, and one for each connection that is in use. */
  bodiesFor(rows: number): number;
  /** Runs `send` as soon as there is room, and learns from how long it took. */
  run<T>(rows: number, send: () => Promise<T>): Promise<T>;
}

export interface SendPaceOptions {
  readonly largestBody: number;
  readonly maxConcurrency: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

const smallestBody = 500;
/** Bodies below this size are not made to use one connection more: what a body costs by itself would weigh. */
const crumb = 1_000;
/** A body that takes longer than this comes near the time-outs of proxies (API.md §12, "Request size"). */
const slowBodyMs = 20_000;
const quickBodyMs = 5_000;

/**
 * One connection for the first body, then two, then more as long as throughput grows by a fifth (at most
 * `maxConcurrency`); back to one, with half the body, when the target fails.
 */
export function createSendPace(options: SendPaceOptions): SendPace {
  const climb = createClimb(options.maxConcurrency);
  const waiting: (() => void)[] = [];
  let running = 0;
  let bodySize = options.largestBody;
  let windowStart = options.now();
  let windowRows = 0;
  let windowBodies = 0;

  function restartWindow(): void {
    windowStart = options.now();
    windowRows = 0;
    windowBodies = 0;
  }

  function learn(rows: number, ms: number): void {
    if (ms > slowBodyMs) bodySize = Math.max(smallestBody, Math.floor(bodySize / 2));
    else if (ms < quickBodyMs) bodySize = Math.min(options.largestBody, Math.ceil(bodySize * 1.5));
    windowRows += rows;
    windowBodies++;
    // A window in which the target had to wait for us says nothing about the target.
    const isSaturated = waiting.length > 0;
    if (isSaturated && windowBodies < climb.bodiesPerWindow()) return;
    if (isSaturated) climb.told(windowRows / Math.max(1, options.now() - windowStart));
    restartWindow();
  }

  function release(): void {
    running--;
    while (running < climb.limit() && waiting.length > 0) {
      running++;
      waiting.shift()?.();
    }
  }

  return {
    bodiesFor: (rows) => Math.max(Math.ceil(rows / bodySize), Math.min(climb.limit(), Math.floor(rows / crumb))),
    async run(rows, send) {
      if (running < climb.limit()) running++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      const start = options.now();
      try {
        const answer = await send();
        learn(rows, options.now() - start);
        return answer;
      } catch (error) {
        climb.failed();
        bodySize = Math.max(smallestBody, Math.floor(bodySize / 2));
        throw error;
      } finally {
        release();
      }
    },
  };
}

/** Looks for the number of connections beyond which throughput no longer grows. */
export interface Climb {
  limit(): number;
  bodiesPerWindow(): number;
  /** Rows per millisecond at the present limit. */
  told(rate: number): void;
  failed(): void;
}

/**
 * How much faster a third or fourth connection has to be: less is no more than a server that grows warm or a neighbour that
 * grows quiet, and where two are best (2.42 on two cores) four were a fifth slower.
 */
const worthwhile = 1.2;
const windowsBeforeAnotherTry = 30;
const windowsAfterFailure = 3;

export function createClimb(max: number): Climb {
  let limit = 1;
  let held = 0;
  let rates: number[] = [];
  return {
    limit: () => limit,
    bodiesPerWindow: () => (rates.length === 0 ? 1 : 3 * limit),
    told(rate) {
      const isFirst = rates.length === 0;
      rates[limit] = rate;
      const below = rates[limit - 1] ?? 0;
      if (held > 0) {
        held--;
      } else if (limit > 2 && rate < worthwhile * below) {
        limit--;
        held = windowsBeforeAnotherTry;
      } else if (isFirst || (limit < max && rate > 1.1 * below)) {
        limit = Math.min(max, limit + 1);
      } else {
        held = windowsBeforeAnotherTry;
      }
    },
    failed() {
      limit = 1;
      held = windowsAfterFailure;
      rates = [];
    },
  };
}
