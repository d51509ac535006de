import type { Store } from '../store/open-store.ts';
import type { Cli } from './cli.ts';

/** Works in the open database, and closes it whatever happens. */
export async function withStore<T>(cli: Cli, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await cli.openStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
