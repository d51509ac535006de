import type { Need } from '../../api/home.ts';

/** Where what waits is dealt with. */
export function linkOfNeed({ run, instance, replication }: Need): string {
  if (run !== undefined) return `/runs/${run}`;
  if (replication !== undefined) return `/replications/${encodeURIComponent(replication)}`;
  return instance === undefined ? '/' : `/instances/${encodeURIComponent(instance)}`;
}
