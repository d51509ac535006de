import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { lockSealedSecrets, type SecretOwner } from '../store/sealed-secret.ts';
import {
  type Binding,
  bindingOfChannel,
  bindingOfInstance,
  bindingOfOpenIdLogin,
  bindingOfSecondFactor,
} from '../vault/bindings.ts';
import type { OpenVault } from '../vault/open-vault.ts';

/** How many secrets the keys at hand can read, and whose they cannot. Without a vault, none. */
export interface SecretsCheck {
  readonly readable: number;
  readonly unreadable: readonly string[];
}

/** Tries every stored secret. */
export function checkSecrets(database: Database, vault: OpenVault | undefined): Promise<SecretsCheck> {
  return database.transaction().execute(async (transaction) => {
    const unreadable: string[] = [];
    const secrets = await lockSealedSecrets(transaction);
    for (const { owner, ciphertext } of secrets) {
      const binding = bindingOf(owner);
      if (vault === undefined || openOrNothing(vault, ciphertext, binding) === undefined) {
        unreadable.push(binding.join(' '));
      }
    }
    return { readable: secrets.length - unreadable.length, unreadable };
  });
}

/** The secret; undefined where no known key decrypts it. */
export function openOrNothing(vault: OpenVault, ciphertext: string, binding: Binding): string | undefined {
  try {
    return vault.open(ciphertext, binding);
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'SECRET_UNREADABLE') return undefined;
    throw error;
  }
}

/** What the ciphertext of an owner is bound to. */
export function bindingOf(owner: SecretOwner): Binding {
  switch (owner.kind) {
    case 'instance':
      return bindingOfInstance(owner);
    case 'channel':
      return bindingOfChannel({ name: owner.name, kind: owner.channelKind });
    case 'second-factor':
      return bindingOfSecondFactor(owner.userId);
    case 'openid':
      return bindingOfOpenIdLogin(owner.digest);
  }
}
