import type { InstanceFacts } from '../model/instance.ts';
import type { InstanceIdentity } from '../store/run.ts';

/** What is kept with a run of an instance that took part. */
export function identityOf(facts: InstanceFacts): InstanceIdentity {
  const { name, address, release, systemId, systemName, account, isArchive } = facts;
  return { name, address, release, systemId, systemName, username: isArchive ? undefined : account.username };
}
