import type { InstanceLogin } from '../../runs/instance-place.ts';
import { sealLogin } from '../../runs/register-instance.ts';
import { findInstance, saveInstance } from '../../store/instance.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { assertInstanceName, findLoginCredentials, parseInstanceUrl, variablePrefix } from '../resolve-instance.ts';
import { tellLines } from '../tell-lines.ts';

export interface AddInstanceOptions {
  readonly username?: string;
  readonly token?: boolean;
  readonly allowSelfSigned?: boolean;
  readonly passwordFile?: string;
  /** As it was where nothing is said. */
  readonly needsApproval?: boolean;
}

/** `relais instance add NAME URL`: keeps an instance with its credentials, encrypted. The instance is not spoken to. */
export async function addInstance(cli: Cli, name: string, url: string, options: AddInstanceOptions): Promise<number> {
  assertInstanceName(name);
  const address = parseInstanceUrl(url, variablePrefix(name));
  const credentials = await findInstanceCredentials(cli, name, options);
  const vault = await cli.openVault();
  const store = await cli.openStore();
  try {
    const before = await findInstance(store.database, name);
    const instance = {
      name,
      url: address,
      allowSelfSigned: options.allowSelfSigned ?? false,
      needsApproval: options.needsApproval,
      ...sealLogin(vault, { name, url: address, credentials }),
    };
    const change = {
      action: before ? 'instance.changed' : 'instance.added',
      ...{ subject: { kind: 'instance', name }, before, after: instance },
    } as const;
    await audited(store.database, change, (transaction) => saveInstance(transaction, instance));
  } finally {
    await store.close();
  }
  return tellRegistered(cli, name, address);
}

export function tellRegistered(cli: Cli, name: string, address: string): number {
  const next = `relais instance test ${name}`;
  const words = {
    fr: `${name} est enregistrée (${address}). Vérifier avec\u00A0: ${next}`,
    en: `${name} is registered (${address}). Check it with: ${next}`,
  };
  return tellLines(cli, [words[cli.language]]);
}

/**
 * From a file where one is named; else from the environment, or from a question.
 * @throws PlatformError FILE_UNREADABLE, CREDENTIALS_MISSING.
 */
export async function findInstanceCredentials(
  cli: Cli,
  name: string,
  options: AddInstanceOptions,
): Promise<InstanceLogin['credentials']> {
  const wanted = {
    prefix: variablePrefix(name),
    instance: name,
    ...(options.username === undefined ? {} : { username: options.username }),
    wantsToken: options.token ?? false,
  };
  if (options.passwordFile === undefined) return findLoginCredentials(cli, wanted);
  const secret = await readSecretFile(options.passwordFile);
  if (options.token) return { kind: 'token', token: secret };
  const withPassword = {
    ...cli,
    findCredentials: (prefix: string) => ({ ...cli.findCredentials(prefix), password: secret }),
  };
  return findLoginCredentials(withPassword, wanted);
}
