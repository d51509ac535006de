import { briskPolicy } from '../dhis2/retry.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { connectOne } from '../runs/connect-pair.ts';
import type { ConnectedInstance } from '../runs/instance-place.ts';
import { loginOf, registeredName } from '../runs/resolve-reference.ts';
import { findInstance } from '../store/instance.ts';
import type { ApiParts } from './api-parts.ts';

/** Instances that people look into stay connected for a while, because a connection begins with all of their schemas. */
export interface InstancePool {
  /**
   * The instance of this name, connected to now or a short time ago. It is nobody's to close.
   * @throws PlatformError INSTANCE_NAME_UNKNOWN, and whatever is wrong with the instance; ARCHIVE_NOT_BROWSED for an archive.
   */
  open(reference: string, signal: AbortSignal): Promise<ConnectedInstance>;
}

const keptMs = 60_000;
const mostKept = 8;

interface Kept {
  readonly connecting: Promise<ConnectedInstance>;
  timer: NodeJS.Timeout;
}

/** One for each process. */
const pools = new WeakMap<ApiParts, InstancePool>();

export function instancePoolOf(parts: ApiParts): InstancePool {
  const pool = pools.get(parts) ?? createInstancePool(parts);
  pools.set(parts, pool);
  return pool;
}

function createInstancePool(parts: ApiParts): InstancePool {
  const { database, outgoing } = parts;
  const kept = new Map<string, Kept>();
  const forget = (key: string) => {
    const entry = kept.get(key);
    if (entry === undefined) return;
    kept.delete(key);
    clearTimeout(entry.timer);
    entry.connecting.then(
      (instance) => instance.close(),
      // A connection that failed was told to those who waited for it.
      () => undefined,
    );
  };
  parts.signal.addEventListener('abort', () => [...kept.keys()].forEach(forget), { once: true });

  async function keyOf(name: string): Promise<string> {
    const found = await findInstance(database, name);
    if (!found) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    // Another address or another secret is another connection.
    return JSON.stringify([found.name, found.url, found.secret, found.allowSelfSigned]);
  }

  function later(key: string): NodeJS.Timeout {
    return setTimeout(() => forget(key), keptMs).unref();
  }

  function connect(name: string, key: string): Promise<ConnectedInstance> {
    if (kept.size >= mostKept) forget(kept.keys().next().value ?? '');
    const connecting = loginOf(database, async () => parts.vault, name).then((login) =>
      connectOne(login, { outgoing, retryPolicy: briskPolicy }, parts.signal),
    );
    kept.set(key, { connecting, timer: later(key) });
    connecting.catch(() => forget(key));
    return connecting;
  }

  return {
    open: async (reference, signal) => {
      if (reference.startsWith('archive:')) throw new PlatformError('ARCHIVE_NOT_BROWSED', { args: { reference } });
      const name = await registeredName(database, reference);
      const key = await keyOf(name);
      const entry = kept.get(key);
      if (entry !== undefined) {
        clearTimeout(entry.timer);
        entry.timer = later(key);
      }
      return until(signal, entry?.connecting ?? connect(name, key));
    },
  };
}

/** Whoever has gone does not wait; what is under way goes on for the others. */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
