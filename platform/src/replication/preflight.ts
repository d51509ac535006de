import type { RunContext } from './run-context.ts';

/** Clocks further apart than this are told: dates of changes are then hard to compare. */
const clockToleranceMs = 120_000;

/**
 * A last look before anything large is read. Reachability, releases, rights and org units of both accounts were looked at
 * when the instances were connected; names that are taken show in the plan.
 */
export function preflight({ source, target, progress }: Pick<RunContext, 'source' | 'target' | 'progress'>): void {
  const apart = Math.abs(source.facts.clockOffsetMs - target.facts.clockOffsetMs);
  if (apart <= clockToleranceMs) return;
  const minutes = Math.round(apart / 60_000);
  progress.noticed('preflight', {
    en: `the clocks of the two instances are ${minutes} min apart; dates of changes are compared by the source's clock`,
    fr: `les horloges des deux instances diffèrent de ${minutes} min ; les dates de modification sont comparées à l’heure de la source`,
  });
}
