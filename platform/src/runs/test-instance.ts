import { findGaps, type Gap, organisationUnitNames } from '../dhis2/find-gaps.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { InstanceFacts } from '../model/instance.ts';
import { connectOne } from './connect-pair.ts';
import type { InstanceLogin } from './instance-place.ts';

/** What was found when an instance was spoken to. */
export interface TestedInstance {
  readonly facts: InstanceFacts;
  /** Of the org units of the account, 20 at most. */
  readonly organisationUnitNames: readonly string[];
  /** What it lacks as a source or as a target. */
  readonly gaps: readonly Gap[];
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
