import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { AccountFacts, InstanceFacts } from '../model/instance.ts';
import type { SchemaRegistry } from '../model/schema.ts';
import { type ApiResponse, contentTypeOf } from './api-request.ts';
import { assertSuccess, getJson } from './client.ts';
import { clockOffset } from './clock-offset.ts';
import { schemaFields, schemasReply, toSchemaRegistry } from './parse-schemas.ts';
import { isJson, parseJson, readText } from './read-body.ts';
import type { Clock } from './retry.ts';
import type { Transport } from './transport.ts';
import { oldestRelease, releaseNumber } from './versions.ts';

/** `GET /api/system/info` (API.md §1). What an account may not see is left out by the server. */
export const systemInfoSchema = z.looseObject({
  version: z.string(),
  revision: z.string().optional(),
  systemId: z.string().optional(),
  systemName: z.string().optional(),
  serverDate: z.string().optional(),
  serverTimeZoneId: z.string().optional(),
  readOnlyMode: z.union([z.string(), z.boolean()]).optional(),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

/** Whether nobody may write there. */
export function isReadOnly({ readOnlyMode }: Pick<SystemInfo, 'readOnlyMode'>): boolean {
  return readOnlyMode === true || readOnlyMode === 'on' || readOnlyMode === 'true';
}

const references = z.array(z.looseObject({ id: z.string() })).default([]);

const meSchema = z.looseObject({
  id: z.string(),
  username: z.string(),
  authorities: z.array(z.string()).default([]),
  userRoles: references,
  organisationUnits: references,
  dataViewOrganisationUnits: references,
  teiSearchOrganisationUnits: references,
});

/**
 * First contact: what answers, and whether it is a DHIS2 that we can work with. Asks `/api/system/info` alone, so that the
 * first failure is the most telling one.
 * @throws PlatformError DHIS2_NOT_DHIS2, DHIS2_RELEASE_UNSUPPORTED, or any failure of the network or the account.
 */
export async function findSystemInfo(
  transport: Transport,
  clock: Clock,
  signal: AbortSignal,
): Promise<SystemInfo & { clockOffsetMs: number }> {
  const sentAt = clock.now();
  const info = await transport.exchange({ path: '/api/system/info', signal }, parseSystemInfo);
  const number = releaseNumber(info.version);
  if (number === undefined || number < oldestRelease) {
    const args = { address: transport.address, release: info.version };
    throw new PlatformError('DHIS2_RELEASE_UNSUPPORTED', { args });
  }
  return { ...info, clockOffsetMs: clockOffset(info, (sentAt + clock.now()) / 2) };
}

async function parseSystemInfo(response: ApiResponse): Promise<SystemInfo> {
  const { status, address } = response;
  const notDhis2 = (found: string) => new PlatformError('DHIS2_NOT_DHIS2', { args: { address, found } });
  if (!isJson(response)) {
    const isLogin = /<input[^>]+type=["']?password/i.test(await readText(response));
    if (isLogin) throw new PlatformError('DHIS2_LOGIN_PAGE', { args: { address } });
    throw notDhis2(`HTTP ${status}, ${contentTypeOf(response) || 'no content type'}`);
  }
  if (status === 404) throw notDhis2('HTTP 404');
  await assertSuccess(response);
  const parsed = systemInfoSchema.safeParse(parseJson(await readText(response), response));
  if (!parsed.success) throw notDhis2('JSON without a DHIS2 version');
  return parsed.data;
}

/** Who we are on the instance. */
export async function findAccount(transport: Transport, signal: AbortSignal): Promise<AccountFacts> {
  const fields =
    'id,username,authorities,userRoles[id],organisationUnits[id],dataViewOrganisationUnits[id],teiSearchOrganisationUnits[id]';
  const me = await getJson(transport, '/api/me', [['fields', fields]], meSchema, signal);
  const uids = (objects: readonly { id: string }[]) => objects.map((object) => object.id);
  return {
    uid: me.id,
    username: me.username,
    authorities: me.authorities,
    roles: uids(me.userRoles),
    organisationUnits: uids(me.organisationUnits),
    dataViewOrganisationUnits: uids(me.dataViewOrganisationUnits),
    searchOrganisationUnits: uids(me.teiSearchOrganisationUnits),
  };
}

/** The types of objects that the instance has (`GET /api/schemas`). */
export async function findSchemas(transport: Transport, signal: AbortSignal): Promise<SchemaRegistry> {
  return toSchemaRegistry(await getJson(transport, '/api/schemas', [['fields', schemaFields]], schemasReply, signal));
}

/** Everything that is known of an instance before work begins. */
export function factsOf(
  name: string,
  transport: Transport,
  info: SystemInfo & { clockOffsetMs: number },
  { account, schemas }: Pick<InstanceFacts, 'account' | 'schemas'>,
): InstanceFacts {
  return {
    name,
    address: transport.address,
    release: info.version,
    systemId: info.systemId,
    systemName: info.systemName,
    serverDate: info.serverDate,
    serverTimeZone: info.serverTimeZoneId,
    clockOffsetMs: info.clockOffsetMs,
    certificate: transport.certificate(),
    account,
    schemas,
  };
}
