import type { RunContext, VerifiedSlice } from './run-context.ts';

/**
 * Compares a slice and, where a difference would be told that nothing explains, once more after the target has had time
 * (`settling.ts`): what is told then is what is there.
 */
export async function lookTwice(context: RunContext, look: () => Promise<VerifiedSlice>): Promise<VerifiedSlice> {
  const first = await look();
  if (!hasUnexplained(first)) return first;
  await letSettle(context);
  return look();
}

/** Whether something of a slice differs for no known reason. */
export function hasUnexplained({ findings }: Pick<VerifiedSlice, 'findings'>): boolean {
  return findings.some(({ cause }) => cause === 'unexplained');
}

/** Gives the target the time that it gets once; a run that writes nothing leaves its caches alone. */
export async function letSettle({ target, options, signal }: RunContext): Promise<void> {
  await target.settle?.({ signal, clearsCaches: !options.dryRun });
}
