import type { Access } from '../../access/access.ts';
import { inviteUser } from '../../access/invitations.ts';
import { clearProofs, setPassword } from '../../access/proofs.ts';
import { removeSecondFactor } from '../../access/second-factor.ts';
import { addUser, changeUser, disableUser, enableUser, getUser } from '../../access/users.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { formatDateTime } from '../../model/formats.ts';
import type { UserRole } from '../../model/user-role.ts';
import { findInstance } from '../../store/instance.ts';
import type { RightToSave } from '../../store/instance-right.ts';
import { findUser, type User } from '../../store/user.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { readSecretFile } from '../read-secret-file.ts';
import { accessTexts, roleWords } from '../texts/access-texts.ts';
import { withAccess } from '../with-access.ts';

/** Names of instances, separated by commas. */
export interface RightsOptions {
  readonly read?: string;
  readonly write?: string;
  readonly unmask?: string;
}

export interface PasswordOptions {
  readonly invite?: boolean;
  readonly passwordFile?: string;
}

export interface AddUserOptions extends RightsOptions, PasswordOptions {
  readonly role: UserRole;
  readonly email?: string;
  readonly openid?: boolean;
}

/** `relais user add NAME --role ROLE`: with a password from a question or a file; where nobody can be asked, with a link. */
export function addUserCommand(cli: Cli, username: string, options: AddUserOptions): Promise<number> {
  const texts = accessTexts[cli.language];
  return withAccess(cli, async (access) => {
    const rights = (await parseRights(access, options)) ?? [];
    // Before a password is asked for.
    if (await findUser(access.database, username)) throw new PlatformError('USER_EXISTS', { args: { username } });
    const usesOpenId = options.openid === true;
    const password = usesOpenId ? undefined : await findPassword(cli, username, options);
    const { role, email } = options;
    const user = await addUser(access, { username, role, email, usesOpenId, rights, password });
    const lines = [texts.added(username, roleWords[role][cli.language])];
    if (role !== 'administrator' && rights.length === 0) lines.push(texts.noRights(username));
    if (usesOpenId) lines.push(texts.openId);
    else if (password === undefined) lines.push(await invitation(cli, access, user));
    return say(cli, lines);
  });
}

export interface ChangeUserOptions extends RightsOptions {
  readonly role?: UserRole;
  readonly email?: string;
}

/** `relais user change NAME`: what is named replaces what was. */
export function changeUserCommand(cli: Cli, username: string, options: ChangeUserOptions): Promise<number> {
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    const { role, email } = options;
    await changeUser(access, user, { role, email, rights: await parseRights(access, options) });
    return say(cli, [accessTexts[cli.language].changed(user.username)]);
  });
}

/** `relais user disable NAME`. */
export function disableUserCommand(cli: Cli, username: string): Promise<number> {
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    await disableUser(access, user);
    return say(cli, [accessTexts[cli.language].disabled(user.username)]);
  });
}

/** `relais user enable NAME`. */
export function enableUserCommand(cli: Cli, username: string): Promise<number> {
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    await enableUser(access, user);
    return say(cli, [accessTexts[cli.language].enabled(user.username)]);
  });
}

export interface ResetUserOptions extends PasswordOptions {
  readonly secondFactor?: boolean;
}

/** `relais user reset NAME`: a new password, or a link by which to choose one; failed attempts are forgotten. */
export function resetUserCommand(cli: Cli, username: string, options: ResetUserOptions): Promise<number> {
  const secondFactorToo = options.secondFactor === true;
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    const password = user.usesOpenId ? undefined : await findPassword(cli, user.username, options);
    if (password === undefined) {
      await clearProofs(access, user, { secondFactorToo });
      return say(cli, user.usesOpenId ? [] : [await invitation(cli, access, user)]);
    }
    await setPassword(access, user, password);
    if (secondFactorToo) await removeSecondFactor(access, user);
    return say(cli, [accessTexts[cli.language].reset(user.username)]);
  });
}

/** From a file, or asked for twice; undefined where a link is wanted, or nobody can be asked. */
async function findPassword(cli: Cli, username: string, options: PasswordOptions): Promise<string | undefined> {
  if (options.passwordFile !== undefined) return readSecretFile(options.passwordFile);
  if (options.invite === true || !cli.terminal.canAsk) return undefined;
  const texts = accessTexts[cli.language];
  const ask = (question: string) => cli.terminal.ask(question, { isSecret: true, signal: cli.signal });
  const password = await ask(texts.newPassword(username));
  if ((await ask(texts.again)) !== password) throw new PlatformError('PASSWORDS_DIFFER');
  return password;
}

async function invitation(cli: Cli, access: Access, user: User): Promise<string> {
  const { token, endsAt } = await inviteUser(access, user);
  return accessTexts[cli.language].link(`/invitation#${token}`, formatDateTime(endsAt, cli.language));
}

/** The rights that were typed; undefined where nothing was said of them. */
async function parseRights(access: Access, options: RightsOptions): Promise<readonly RightToSave[] | undefined> {
  const { read, write, unmask } = options;
  if (read === undefined && write === undefined && unmask === undefined) return undefined;
  const [seen, written, unmasked] = [read, write, unmask].map(parseNames);
  const names = new Set([...(seen ?? []), ...(written ?? []), ...(unmasked ?? [])]);
  return Promise.all(
    [...names].map(async (name) => {
      const instance = await findInstance(access.database, name);
      if (instance === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
      const [mayWrite, mayUnmask] = [written?.includes(name) === true, unmasked?.includes(name) === true];
      return { instanceId: instance.id, mayWrite, mayUnmask };
    }),
  );
}

function parseNames(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
}

function say(cli: Cli, lines: readonly string[]): number {
  for (const line of lines) cli.terminal.out.write(`${line}\n`);
  return exitCodes.identical;
}
