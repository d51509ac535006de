/** One part of the service. */
export interface Part {
  readonly name: string;
  /** Runs until the signal is aborted, and then ends in good order. Before that, its end is a failure. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Runs the parts of a service until the signal is aborted: they start in their order and stop in the reverse one, each when
 * the one after it has ended. When one of them fails the others are stopped, and its failure is thrown.
 */
export async function runParts(parts: readonly Part[], signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const failures: unknown[] = [];
  const running = parts.map((part) => {
    const own = new AbortController();
    const fail = (error: unknown) => {
      failures.push(error);
      failed.abort();
    };
    const ended = part.run(own.signal).then(() => {
      if (!own.signal.aborted) fail(new Error(`The part ${part.name} of the service has ended by itself.`));
    }, fail);
    return { own, ended };
  });
  await aborted(AbortSignal.any([signal, failed.signal]));
  for (const { own, ended } of running.toReversed()) {
    own.abort();
    await ended;
  }
  if (failures.length > 0) throw failures[0];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
