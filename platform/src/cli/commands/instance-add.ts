import type { InstanceLogin } from '../../runs/instance-place.ts';
import { findInstance, type InstanceToSave, saveInstance } from '../../store/instance.ts';
import type { Vault } from '../../vault/vault.ts';
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
  const login: InstanceLogin = {
    name,
    url: address,
    credentials,
    allowSelfSigned: options.allowSelfSigned ?? false,
  };
  const store = await cli.openStore();
  try {
    const before = await findInstance(store.database, name);
    const instance = { ...sealLogin(vault, login), needsApproval: options.needsApproval };
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

/** An instance as the database keeps it: its secret only as ciphertext. */
export function sealLogin(vault: Vault, login: InstanceLogin): InstanceToSave {
  const { name, url, credentials, allowSelfSigned } = login;
  const secret = credentials.kind === 'token' ? credentials.token : credentials.password;
  return {
    name,
    url,
    username: credentials.kind === 'basic' ? credentials.username : undefined,
    secretKind: credentials.kind === 'token' ? 'token' : 'password',
    secret: vault.encrypt(secret, { name, url }),
    allowSelfSigned,
  };
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
