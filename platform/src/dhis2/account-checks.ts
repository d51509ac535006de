import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { AccountFacts } from '../model/instance.ts';
import type { Query } from './api-request.ts';
import { type Asked, getJson } from './client.ts';
import type { Transport } from './transport.ts';

/** `partialSource`: a source of which no data of the whole country is read. */
export type InstanceRole = 'source' | 'partialSource' | 'target';

/**
 * Whether the account may do what its role needs. ALL on both sides: lists are filtered by what is shared with an account,
 * without a word, so a lesser one would make a copy with holes. On the source it must also hold every top org unit,
 * for capture and data view: DHIS2 asks for that of superusers too (API.md §1, "Sync user needs"). On the target Relais
 * assigns them by itself, as soon as they exist.
 * @throws PlatformError DHIS2_AUTHORITIES_MISSING, DHIS2_ORG_UNITS_MISSING.
 */
export async function assertAccountSuffices(
  transport: Transport,
  account: AccountFacts,
  role: InstanceRole,
  signal: AbortSignal,
): Promise<void> {
  const { address } = transport;
  const { username } = account;
  if (!account.authorities.includes('ALL')) {
    throw new PlatformError('DHIS2_AUTHORITIES_MISSING', { args: { address, username, missing: 'ALL' } });
  }
  if (role !== 'source') return;
  const missing = await missingTopOrganisationUnits(transport, account, signal);
  if (missing.length > 0) {
    throw new PlatformError('DHIS2_ORG_UNITS_MISSING', { args: { address, username, missing: missing.join(', ') } });
  }
}

const unitsSchema = z.looseObject({
  organisationUnits: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
});

/** The top org units that the account is not assigned for capture or data view, as "name (UID)". */
export async function missingTopOrganisationUnits(
  transport: Asked,
  account: AccountFacts,
  signal: AbortSignal,
): Promise<string[]> {
  const query: Query = [
    ['fields', 'id,name'],
    ['filter', 'level:eq:1'],
    ['paging', 'false'],
  ];
  const { organisationUnits } = await getJson(transport, '/api/organisationUnits', query, unitsSchema, signal);
  const capture = new Set(account.organisationUnits);
  // An account without data view org units views those that it captures [User.getDataViewOrganisationUnitsWithFallback].
  const dataView = account.dataViewOrganisationUnits.length > 0 ? new Set(account.dataViewOrganisationUnits) : capture;
  return organisationUnits
    .filter(({ id }) => !capture.has(id) || !dataView.has(id))
    .map(({ id, name }) => `${name ?? ''} (${id})`.trim());
}
