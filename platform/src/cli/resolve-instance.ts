import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceLogin, InstancePlace } from '../runs/instance-place.ts';
import { archiveDirectory, loginOf } from '../runs/resolve-reference.ts';
import type { Store } from '../store/open-store.ts';
import type { Cli } from './cli.ts';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** A name that an instance may be registered under. */
export function assertInstanceName(name: string): void {
  if (!namePattern.test(name)) throw new PlatformError('INSTANCE_NAME_INVALID', { args: { name } });
}

/** The part of an environment variable that stands for an instance: `ministry-2` is read from `RELAIS_MINISTRY_2_PASSWORD`. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** The address of an instance as it is kept: without a slash at the end, and without credentials, which are refused. */
export function parseInstanceUrl(text: string, prefix: string): string {
  if (!URL.canParse(text)) throw new PlatformError('INSTANCE_URL_INVALID', { args: { url: text } });
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new PlatformError('CREDENTIALS_IN_URL', { args: { variables: variablesOf(prefix) } });
  }
  if (!/^https?:$/.test(url.protocol)) throw new PlatformError('INSTANCE_URL_INVALID', { args: { url: text } });
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function variablesOf(prefix: string): string {
  return `RELAIS_${prefix}_TOKEN, RELAIS_${prefix}_USERNAME + RELAIS_${prefix}_PASSWORD`;
}

/**
 * What SOURCE or TARGET of a command line opens: `archive:DIRECTORY`, a registered name, or a URL whose credentials come from
 * the environment (`RELAIS_SOURCE_…`, `RELAIS_TARGET_…`) or, on a terminal, from a question.
 */
export async function resolveInstance(
  cli: Cli,
  store: Store,
  reference: string,
  role: 'SOURCE' | 'TARGET',
): Promise<InstancePlace> {
  const directory = archiveDirectory(reference);
  if (directory !== undefined) return { directory };
  if (reference.includes('://')) return loginOfUrl(cli, parseInstanceUrl(reference, role), role);
  return loginOf(store.database, () => cli.openVault(), reference);
}

async function loginOfUrl(cli: Cli, url: string, prefix: string): Promise<InstanceLogin> {
  const name = new URL(url).host;
  const credentials = await findLoginCredentials(cli, { prefix, instance: url });
  return { name, url, credentials, allowSelfSigned: false };
}

/** Credentials from the environment, else asked for: a token where it is wanted or there is one, else user name and password. */
export async function findLoginCredentials(
  cli: Cli,
  wanted: {
    readonly prefix: string;
    readonly instance: string;
    readonly username?: string;
    readonly wantsToken?: boolean;
  },
): Promise<InstanceLogin['credentials']> {
  const known = cli.findCredentials(wanted.prefix);
  const ask = async (questions: { fr: string; en: string }, isSecret: boolean) => {
    if (!cli.terminal.canAsk) {
      const args = { instance: wanted.instance, variables: variablesOf(wanted.prefix) };
      throw new PlatformError('CREDENTIALS_MISSING', { args });
    }
    return cli.terminal.ask(questions[cli.language], { isSecret, signal: cli.signal });
  };
  const { instance } = wanted;
  if (wanted.wantsToken || (known.token !== undefined && wanted.username === undefined)) {
    const question = { fr: `Jeton d’accès pour ${instance} : `, en: `Access token for ${instance}: ` };
    return { kind: 'token', token: known.token ?? (await ask(question, true)) };
  }
  const whoQuestion = { fr: `Nom d’utilisateur sur ${instance} : `, en: `User name on ${instance}: ` };
  const username = wanted.username ?? known.username ?? (await ask(whoQuestion, false));
  const question = { fr: `Mot de passe de ${username} : `, en: `Password of ${username}: ` };
  return { kind: 'basic', username, password: known.password ?? (await ask(question, true)) };
}
