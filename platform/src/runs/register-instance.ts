import { type Access, tell } from '../access/access.ts';
import { parseAddress } from '../dhis2/address.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { findInstance, type RegisteredInstance, removeInstance, saveInstance } from '../store/instance.ts';
import { listRuns } from '../store/run.ts';
import type { Vault } from '../vault/vault.ts';
import type { InstanceLogin } from './instance-place.ts';

type Credentials = InstanceLogin['credentials'];

export interface InstanceWish {
  readonly name: string;
  readonly url: string;
  readonly credentials: Credentials;
  readonly allowSelfSigned: boolean;
  readonly needsApproval: boolean;
}

export interface InstanceChange {
  readonly url?: string | undefined;
  readonly credentials?: Credentials | undefined;
  readonly allowSelfSigned?: boolean | undefined;
  readonly needsApproval?: boolean | undefined;
}

/** Runs that may still use an instance are few. */
const mostActive = 1_000;

/**
 * Registers an instance. It is not spoken to.
 * @throws PlatformError INSTANCE_EXISTS, DHIS2_ADDRESS_INVALID.
 */
export async function registerInstance(access: Access, wish: InstanceWish): Promise<RegisteredInstance> {
  const url = parseAddress(wish.url).address;
  return inTransaction(access.database, async (database) => {
    if (await findInstance(database, wish.name)) {
      throw new PlatformError('INSTANCE_EXISTS', { args: { name: wish.name } });
    }
    const { name, allowSelfSigned, needsApproval } = wish;
    const sealed = sealLogin(access.vault, { name, url, credentials: wish.credentials });
    const saved = await saveInstance(database, { name, url, allowSelfSigned, needsApproval, ...sealed });
    await tell(access, database, { action: 'instance.added', subject: subjectOf(name), after: shown(saved) });
    return saved;
  });
}

/**
 * Changes what is registered. The secret holds for its address only, so that nobody can have it sent elsewhere.
 * @throws PlatformError INSTANCE_NAME_UNKNOWN, INSTANCE_SECRET_WANTED where another address comes without its credentials.
 */
export async function changeInstance(
  access: Access,
  name: string,
  change: InstanceChange,
): Promise<RegisteredInstance> {
  return inTransaction(access.database, async (database) => {
    const before = await findInstance(database, name);
    if (before === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    const url = change.url === undefined ? before.url : parseAddress(change.url).address;
    const { credentials } = change;
    if (url !== before.url && credentials === undefined) {
      throw new PlatformError('INSTANCE_SECRET_WANTED', { args: { name } });
    }
    const { username, secretKind, secret } = before;
    const saved = await saveInstance(database, {
      ...{ name, url },
      ...(credentials === undefined
        ? { username, secretKind, secret }
        : sealLogin(access.vault, { name, url, credentials })),
      allowSelfSigned: change.allowSelfSigned ?? before.allowSelfSigned,
      needsApproval: change.needsApproval ?? before.needsApproval,
    });
    const after = { ...shown(saved), hasNewSecret: credentials !== undefined };
    await tell(access, database, {
      action: 'instance.changed',
      subject: subjectOf(name),
      before: shown(before),
      after,
    });
    return saved;
  });
}

/**
 * Forgets an instance with its secret; its runs stay.
 * @throws PlatformError INSTANCE_NAME_UNKNOWN, INSTANCE_IN_USE while a run that has not ended reads or writes there.
 */
export async function forgetInstance(access: Access, name: string): Promise<void> {
  await inTransaction(access.database, async (database) => {
    const before = await findInstance(database, name);
    if (before === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    const active = await listRuns(database, { states: ['pending', 'running', 'paused'], limit: mostActive });
    const using = active.find((run) => [run.sourceReference, run.targetReference].includes(name));
    if (using !== undefined) throw new PlatformError('INSTANCE_IN_USE', { args: { run: using.id, name } });
    await removeInstance(database, name);
    await tell(access, database, { action: 'instance.removed', subject: subjectOf(name), before: shown(before) });
  });
}

function subjectOf(name: string) {
  return { kind: 'instance', name };
}

/** Everything but the secret. */
function shown({ url, username, secretKind, allowSelfSigned, needsApproval }: RegisteredInstance) {
  return { url, username, secretKind, allowSelfSigned, needsApproval };
}

/** Who logs in where, as the database keeps it: the secret only as ciphertext, which holds for this name and address. */
export function sealLogin(
  vault: Vault,
  { name, url, credentials }: Pick<InstanceLogin, 'name' | 'url' | 'credentials'>,
): Pick<RegisteredInstance, 'username' | 'secretKind' | 'secret'> {
  if (credentials.kind === 'token') {
    return { username: undefined, secretKind: 'token', secret: vault.encrypt(credentials.token, { name, url }) };
  }
  const { username, password } = credentials;
  return { username, secretKind: 'password', secret: vault.encrypt(password, { name, url }) };
}
