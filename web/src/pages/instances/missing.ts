import type { InstanceFacts } from '../../api/instances.ts';

/** What somebody should know about an instance before they trust it with a replication, beside what the service says that it lacks. */
export type Missing = 'release' | 'clock' | 'certificateSoon' | 'notEncrypted';

/** Clocks that differ less do no harm: what changed within that time is read again. */
export const harmlessOffsetMs = 60_000;
const soonMs = 30 * 86_400_000;
/** Releases that Relais was run against: second numbers. */
const known = { first: 38, last: 43 } as const;

/** What is missing, the gravest first. */
export function missingOf(facts: InstanceFacts, now: Date): readonly Missing[] {
  const { certificate, clockOffsetMs, address, release } = facts;
  const minor = Number(/^2\.(\d+)/.exec(release)?.[1] ?? Number.NaN);
  const found: readonly (readonly [Missing, boolean])[] = [
    ['release', !(minor >= known.first && minor <= known.last)],
    ['certificateSoon', certificate !== undefined && new Date(certificate.endsAt).getTime() - now.getTime() < soonMs],
    ['notEncrypted', address.startsWith('http:') && !isLoopback(address)],
    ['clock', Math.abs(clockOffsetMs) > harmlessOffsetMs],
  ];
  return found.flatMap(([missing, isSo]) => (isSo ? [missing] : []));
}

/** What stays on one machine cannot be read on the way. */
function isLoopback(address: string): boolean {
  return /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/.test(address);
}
