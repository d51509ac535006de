import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceReader } from '../model/instance.ts';
import type { Uid } from '../model/uid.ts';
import type { RunContext } from './run-context.ts';

/** Clocks further apart than this are told: dates of changes are then hard to compare. */
const clockToleranceMs = 120_000;

/** What a run needs to know of the two sides before it reads anything large. */
export interface PreflightInput extends Pick<RunContext, 'source' | 'target' | 'progress' | 'signal' | 'options'> {
  /** Whether aggregate or tracker data will be read, for which DHIS2 looks at the org units of the account. */
  readonly readsData: boolean;
}

/**
 * Looks at both sides before anything is written: rights, org units of the source's account, clocks. What cannot work is
 * an error with a hint; what only matters to people is a notice.
 */
export async function preflight(input: PreflightInput): Promise<void> {
  const { source, target } = input;
  const needed = input.options.dryRun ? [source] : [source, target];
  for (const side of needed) requireAuthorities(side);
  if (input.readsData) await requireRoots(source, input.signal);
  const apart = Math.abs(source.facts.clockOffsetMs - target.facts.clockOffsetMs);
  if (apart > clockToleranceMs) {
    const minutes = Math.round(apart / 60_000);
    input.progress.noticed('preflight', {
      en: `the clocks of the two instances are ${minutes} min apart`,
      fr: `les horloges des deux instances diffèrent de ${minutes} min`,
    });
  }
}

/** Reading and writing everything needs the authority ALL (API.md §1, "Sync user needs"). */
function requireAuthorities(side: InstanceReader): void {
  if (side.facts.account.authorities.includes('ALL')) return;
  throw new PlatformError('AUTHORITY_MISSING', {
    args: { instance: side.facts.name, username: side.facts.account.username, authority: 'ALL' },
  });
}

/** Data of org units outside the account's own is left out by DHIS2 without a word, so that it has to be refused here. */
async function requireRoots(source: InstanceReader, signal: AbortSignal): Promise<void> {
  const roots: Uid[] = [];
  for await (const unit of source.readMetadata('organisationUnits', { signal, fields: 'id,level' })) {
    if (unit.level === 1) roots.push(unit.id);
  }
  const { organisationUnits, dataViewOrganisationUnits, username } = source.facts.account;
  const sees = new Set([...organisationUnits, ...dataViewOrganisationUnits]);
  const missing = roots.filter((uid) => !organisationUnits.includes(uid) || !sees.has(uid));
  if (missing.length === 0) return;
  throw new PlatformError('ORG_UNITS_NOT_ASSIGNED', {
    args: { instance: source.facts.name, username, organisationUnits: missing.slice(0, 5).join(', ') },
  });
}
