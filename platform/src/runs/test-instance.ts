import { findGaps, type Gap, organisationUnitNames } from '../dhis2/find-gaps.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceFacts } from '../model/instance.ts';
import type { Database } from '../store/database.ts';
import type { Vault } from '../vault/vault.ts';
import { connectOne } from './connect-pair.ts';
import type { InstanceLogin } from './instance-place.ts';
import { loginOf } from './resolve-reference.ts';

/** What was found when an instance was spoken to. */
export interface TestedInstance {
  readonly facts: InstanceFacts;
  /** Of the org units of the account, 20 at most. */
  readonly organisationUnitNames: readonly string[];
  /** What it lacks as a source or as a target. */
  readonly gaps: readonly Gap[];
}

/** What is tried before it is kept. */
export interface InstanceToTest {
  readonly url: string;
  readonly credentials?: InstanceLogin['credentials'] | undefined;
  readonly allowSelfSigned: boolean;
  /** The registered instance that is to be changed. */
  readonly instance?: string | undefined;
}

/**
 * How an address is opened before anything is kept. Without credentials it is opened by those of the instance that is to be changed, and only
 * at its own address: nobody can have a kept secret sent elsewhere.
 * @throws PlatformError INSTANCE_SECRET_WANTED, INSTANCE_NAME_UNKNOWN, SECRET_UNREADABLE.
 */
export async function loginToTest(database: Database, vault: Vault, wish: InstanceToTest): Promise<InstanceLogin> {
  const { url, credentials, allowSelfSigned, instance } = wish;
  if (credentials !== undefined) return { name: url, url, credentials, allowSelfSigned };
  if (instance === undefined) throw new PlatformError('INSTANCE_SECRET_WANTED', { args: { name: url } });
  const kept = await loginOf(database, async () => vault, instance);
  if (kept.url !== url) throw new PlatformError('INSTANCE_SECRET_WANTED', { args: { name: instance } });
  return { ...kept, allowSelfSigned };
}

/**
 * Speaks to an instance, registered or not, and writes nothing.
 * @throws PlatformError of a code for everything that keeps it from being spoken to.
 */
export async function testInstance(
  login: InstanceLogin,
  outgoing: OutgoingPolicy,
  signal: AbortSignal,
): Promise<TestedInstance> {
  const { facts, transport, close } = await connectOne(login, { outgoing }, signal);
  try {
    if (transport === undefined) return { facts, organisationUnitNames: [], gaps: [] };
    return {
      facts,
      organisationUnitNames: await organisationUnitNames(transport, facts.account, signal),
      gaps: await findGaps(transport, facts.account, signal),
    };
  } finally {
    await close();
  }
}
