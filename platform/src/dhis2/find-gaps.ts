import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { AccountFacts } from '../model/instance.ts';
import { missingTopOrganisationUnits } from './account-checks.ts';
import { type Asked, getJson } from './client.ts';
import { isReadOnly, systemInfoSchema } from './facts.ts';

/** Why an instance that answers cannot be used, or not as this side of a run. */
export interface Gap {
  readonly side: 'source' | 'target' | 'both';
  readonly failure: PlatformError;
}

/**
 * Everything that an instance and its account lack, where `connect` with a role tells the first of it: the authority ALL, top org units for
 * capture and data view (as a source), writing (as a target). Two small requests.
 */
export async function findGaps(transport: Asked, account: AccountFacts, signal: AbortSignal): Promise<readonly Gap[]> {
  const { address } = transport;
  const { username } = account;
  const gaps: Gap[] = [];
  if (!account.authorities.includes('ALL')) {
    const args = { address, username, missing: 'ALL' };
    gaps.push({ side: 'both', failure: new PlatformError('DHIS2_AUTHORITIES_MISSING', { args }) });
  }
  const units = await missingTopOrganisationUnits(transport, account, signal);
  if (units.length > 0) {
    const args = { address, username, missing: units.join(', ') };
    gaps.push({ side: 'source', failure: new PlatformError('DHIS2_ORG_UNITS_MISSING', { args }) });
  }
  if (isReadOnly(await getJson(transport, '/api/system/info', [], systemInfoSchema, signal))) {
    gaps.push({ side: 'target', failure: new PlatformError('DHIS2_READ_ONLY', { args: { address } }) });
  }
  return gaps;
}

/** So many names are told. */
const mostNames = 20;
const namesSchema = z.looseObject({ organisationUnits: z.array(z.looseObject({ name: z.string() })) });

/** The names of the first org units that an account is assigned for capture, 20 at most, in alphabetical order. */
export async function organisationUnitNames(
  transport: Asked,
  { organisationUnits }: AccountFacts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (organisationUnits.length === 0) return [];
  const query = [
    ['fields', 'name'],
    ['filter', `id:in:[${organisationUnits.slice(0, mostNames).join(',')}]`],
    ['paging', 'false'],
  ] as const;
  const found = await getJson(transport, '/api/organisationUnits', query, namesSchema, signal);
  return found.organisationUnits.map(({ name }) => name).toSorted((left, right) => left.localeCompare(right));
}
