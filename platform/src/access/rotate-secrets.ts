import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { whileNobodyElse } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';
import { lockSealedSecrets } from '../store/sealed-secret.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { tell } from './access.ts';
import { bindingOf, openOrNothing } from './sealed-bindings.ts';

export interface Rotation {
  /** The key that encrypts from now on. */
  readonly version: number;
  /** Secrets that were encrypted anew. */
  readonly renewed: number;
  /** What no known key decrypts; it was lost before, and stays as it is. */
  readonly unreadable: readonly string[];
  /** Keys that are still kept for what they once encrypted, in backups for example. */
  readonly oldVersions: readonly number[];
}

/**
 * Changes the key of the vault and encrypts every secret anew, all or none. Keys from the environment are changed there first; then this
 * encrypts anew what is still under the old one. May be repeated at any point where it was interrupted.
 * @throws PlatformError VAULT_KEY_NOT_OURS where the keys come from the environment and nothing is left to do.
 */
export async function rotateSecrets(
  parts: RotationParts,
  options: { readonly dropOldKeys?: boolean | undefined } = {},
): Promise<Rotation> {
  // Two that add a key at once would each write a file without the other's.
  return whileNobodyElse(parts.database, 'vault', '', parts.signal, () => rotate(parts, options.dropOldKeys === true));
}

export interface RotationParts {
  readonly database: Database;
  readonly vault: OpenVault;
  readonly actor: AuditActor;
  readonly signal: AbortSignal;
}

async function rotate({ database, vault, actor }: RotationParts, dropsOldKeys: boolean): Promise<Rotation> {
  if (vault.canChangeKeys) await vault.addKey();
  const before = vault.keyVersions();
  const [current = 0] = before;
  const { renewed, unreadable } = await database.transaction().execute(async (transaction) => {
    const done = await renewAll(transaction, vault);
    if (!vault.canChangeKeys && done.renewed === 0) throw new PlatformError('VAULT_KEY_NOT_OURS');
    const after = { version: current, renewed: done.renewed, dropsOldKeys };
    await tell({ actor }, transaction, { action: 'vault.rotated', subject: { kind: 'vault', name: 'key' }, after });
    return done;
  });
  if (dropsOldKeys) {
    // What another process has encrypted with the old key meanwhile is not left behind.
    await database.transaction().execute((transaction) => renewAll(transaction, vault));
    await vault.dropOldKeys();
  }
  const [version = 0, ...oldVersions] = dropsOldKeys ? vault.keyVersions() : before;
  return { version, renewed, unreadable, oldVersions };
}

async function renewAll(transaction: Database, vault: OpenVault): Promise<Pick<Rotation, 'renewed' | 'unreadable'>> {
  const unreadable: string[] = [];
  let renewed = 0;
  for (const secret of await lockSealedSecrets(transaction)) {
    if (vault.isCurrent(secret.ciphertext)) continue;
    const binding = bindingOf(secret.owner);
    const plain = openOrNothing(vault, secret.ciphertext, binding);
    if (plain === undefined) unreadable.push(binding.join(' '));
    else {
      await secret.replace(vault.seal(plain, binding));
      renewed += 1;
    }
  }
  return { renewed, unreadable };
}
