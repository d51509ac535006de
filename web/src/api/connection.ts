import { useSyncExternalStore } from 'react';

/** Whether the service answers, for the notice that says so; whoever speaks to it reports what they met. */
type Listener = () => void;

const listeners = new Set<Listener>();
let isLost = false;

export function reportConnection(isThere: boolean): void {
  if (isLost === !isThere) return;
  isLost = !isThere;
  for (const listener of listeners) listener();
}

export function isConnectionLost(): boolean {
  return isLost;
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnectionLost(): boolean {
  return useSyncExternalStore(subscribe, isConnectionLost);
}
