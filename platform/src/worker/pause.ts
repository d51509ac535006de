import { setTimeout as sleep } from 'node:timers/promises';

/** Sleeps, or is woken by the signal; neither is a failure. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
