import { useQuery } from '@tanstack/react-query';
import { instancesQuery } from './instances.ts';

/** What a source or a target is called: the name of an instance or its address, or `archive:DIRECTORY`. */
export function isArchive(reference: string): boolean {
  return reference.startsWith('archive:');
}

/** What can be asked of a source: an instance answers, an archive and what is registered no more do not. */
export type Reach = 'instance' | 'archive' | 'unknown';

/** Undefined while the instances that the user may see are on their way. */
export function useReach(reference: string): Reach | undefined {
  const { data } = useQuery(instancesQuery);
  if (isArchive(reference)) return 'archive';
  return data && reachOf(reference, data.items);
}

/** A bare address stands for the instance that is registered under it. */
export function reachOf(
  reference: string,
  instances: readonly { readonly name: string; readonly url: string }[],
): Reach {
  const address = bare(reference);
  return instances.some(({ name, url }) => name === reference || bare(url) === address) ? 'instance' : 'unknown';
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}
