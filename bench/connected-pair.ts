import { type ConnectedInstance, connect } from '../platform/src/dhis2/connect.ts';

/** Two instances as Relais speaks to them. */
export interface ConnectedPair {
  readonly source: ConnectedInstance;
  readonly target: ConnectedInstance;
  readonly signal: AbortSignal;
}

/** @param address of an instance whose account is admin/district, as of every blank DHIS2. */
export function open(name: string, address: string, signal: AbortSignal): Promise<ConnectedInstance> {
  return connect({ name, address, credentials: { kind: 'basic', username: 'admin', password: 'district' } }, signal);
}

/** Connects to both, works, and lets go of both. */
export async function withPair<T>(
  source: string,
  target: string,
  work: (pair: ConnectedPair) => Promise<T>,
): Promise<T> {
  const { signal } = new AbortController();
  const pair = { source: await open('source', source, signal), target: await open('target', target, signal), signal };
  try {
    return await work(pair);
  } finally {
    await Promise.all([pair.source.close(), pair.target.close()]);
  }
}
