import type { InstanceLogin } from '../../runs/instance-place.ts';
import { sealLogin } from '../../runs/register-instance.ts';
import { findInstance, saveInstance } from '../../store/instance.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { assertInstanceName, findLoginCredentials, parseInstanceUrl, variablePrefix } from '../resolve-instance.ts';

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
  const credentials = await credentialsFor(cli, name, options);
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
  const next = `relais instance test ${name}`;
  cli.terminal.out.write(
    cli.language === 'fr'
      ? `${name} est enregistrée (${address}). Vérifier avec\u00A0: ${next}\n`
      : `${name} is registered (${address}). Check it with: ${next}\n`,
  );
  return exitCodes.identical;
}

/** From a file where one is named; else from the environment, or from a question. */
async function credentialsFor(
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
