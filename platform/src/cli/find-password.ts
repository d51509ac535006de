import { PlatformError } from '../model/errors/platform-error.ts';
import type { Cli } from './cli.ts';
import { readSecretFile } from './read-secret-file.ts';
import { accessTexts } from './texts/access-texts.ts';

export interface PasswordOptions {
  readonly invite?: boolean;
  readonly passwordFile?: string;
}

/**
 * A new password from a file, or asked for twice; undefined where a link is wanted, or nobody can be asked.
 * @throws PlatformError FILE_UNREADABLE, PASSWORDS_DIFFER.
 */
export async function findPassword(cli: Cli, username: string, options: PasswordOptions): Promise<string | undefined> {
  if (options.passwordFile !== undefined) return readSecretFile(options.passwordFile);
  if (options.invite === true || !cli.terminal.canAsk) return undefined;
  const texts = accessTexts[cli.language];
  const ask = (question: string) => cli.terminal.ask(question, { isSecret: true, signal: cli.signal });
  const password = await ask(texts.newPassword(username));
  if ((await ask(texts.again)) !== password) throw new PlatformError('PASSWORDS_DIFFER');
  return password;
}
