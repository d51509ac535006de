import { randomBytes } from 'node:crypto';
import type { MetadataObject } from '../../model/metadata-object.ts';
import type { RunContext } from '../run-context.ts';
import type { MetadataWriting, WritingState } from './writing.ts';

/** What becomes of accounts that are new on the target; passwords are never read, so none can come along (decision 0019). */
export const newAccountPolicies = ['disabled', 'invited', 'random-password'] as const;
export type NewAccountPolicy = (typeof newAccountPolicies)[number];

/** Nobody gets in before an administrator of the target says so. */
const usualPolicy: NewAccountPolicy = 'disabled';

/** A new account as the target gets it. */
export function accountOnArrival(account: MetadataObject, policy: NewAccountPolicy = usualPolicy): MetadataObject {
  return policy === 'disabled' ? { ...account, disabled: true } : { ...account, password: randomPassword() };
}

/** Nobody is told it: the owner asks for a new one. Holds what DHIS2's rules ask for (capital, digit, special character). */
function randomPassword(): string {
  return `${randomBytes(18).toString('base64url')}aA1!`;
}

/**
 * Has the target send its own invitation to each account that this run has created. A refusal (no address, no mail server) is told;
 * an invitation that went out is not sent again when the run is resumed.
 */
export async function inviteNewAccounts({ context }: MetadataWriting, state: WritingState): Promise<void> {
  if (context.options.newAccounts !== 'invited') return;
  const finished = await context.ledger.finishedKeys('metadata');
  for (const { uid, type, action } of state.order.objects) {
    const key = `invitation/${uid}`;
    if (type !== 'users' || action !== 'create' || !state.done.has(uid) || finished.has(key)) continue;
    context.signal.throwIfAborted();
    await invite(context, uid, key);
    context.timeSlice?.throwIfAborted();
  }
}

async function invite({ target, identity, ledger, signal }: RunContext, uid: string, key: string): Promise<void> {
  const refusal = await target.inviteUser(identity.toTarget(uid), signal);
  const findings = refusal ? ([{ type: 'users', key: uid, cause: 'refused', ...refusal }] as const) : [];
  await ledger.finishChunk({ stage: 'metadata', key, counts: {}, findings });
}
