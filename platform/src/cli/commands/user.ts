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
import { findUser } from '../../store/user.ts';
import type { Cli } from '../cli.ts';
import { findPassword, type PasswordOptions } from '../find-password.ts';
import { parseRights, type RightsOptions } from '../rights-options.ts';
import { tellLines } from '../tell-lines.ts';
import { accessTexts, roleWords } from '../texts/access-texts.ts';
import { withAccess } from '../with-access.ts';

export interface AddUserOptions extends RightsOptions, PasswordOptions {
  readonly role: UserRole;
  readonly email?: string;
  readonly openid?: boolean;
}

/** `relais user add NAME --role ROLE`: with a password from a question or a file; where nobody can be asked, with a link. */
export function addUserCommand(cli: Cli, username: string, options: AddUserOptions): Promise<number> {
  return withAccess(cli, async (access) => {
    const rights = (await loadRights(access, options)) ?? [];
    // Before a password is asked for.
    if (await findUser(access.database, username)) throw new PlatformError('USER_EXISTS', { args: { username } });
    const usesOpenId = options.openid === true;
    const password = usesOpenId ? undefined : await findPassword(cli, username, options);
    const { role, email } = options;
    const user = await addUser(access, { username, role, email, usesOpenId, rights, password });
    const link = usesOpenId || password !== undefined ? undefined : await inviteUser(access, user);
    return tellLines(cli, linesOfAdded(cli, { username, ...options, rights }, link));
  });
}

/** What is said of a user who was added, with the link where there is one: it is shown this once. */
export function linesOfAdded(
  cli: Cli,
  added: {
    readonly username: string;
    readonly role: UserRole;
    readonly rights: readonly unknown[];
    readonly openid?: boolean;
  },
  link: ShownLink | undefined,
): readonly string[] {
  const texts = accessTexts[cli.language];
  const { username, role, rights, openid } = added;
  return [
    texts.added(username, roleWords[role][cli.language]),
    ...(role !== 'administrator' && rights.length === 0 ? [texts.noRights(username)] : []),
    ...(openid === true ? [texts.openId] : []),
    ...(link === undefined ? [] : [lineOfLink(cli, link)]),
  ];
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
    await changeUser(access, user, { role, email, rights: await loadRights(access, options) });
    return tellLines(cli, [accessTexts[cli.language].changed(user.username)]);
  });
}

/** `relais user disable NAME`. */
export function disableUserCommand(cli: Cli, username: string): Promise<number> {
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    await disableUser(access, user);
    return tellLines(cli, [accessTexts[cli.language].disabled(user.username)]);
  });
}

/** `relais user enable NAME`. */
export function enableUserCommand(cli: Cli, username: string): Promise<number> {
  return withAccess(cli, async (access) => {
    const user = await getUser(access.database, username);
    await enableUser(access, user);
    return tellLines(cli, [accessTexts[cli.language].enabled(user.username)]);
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
      return tellLines(cli, user.usesOpenId ? [] : [lineOfLink(cli, await inviteUser(access, user))]);
    }
    await setPassword(access, user, password);
    if (secondFactorToo) await removeSecondFactor(access, user);
    return tellLines(cli, [accessTexts[cli.language].reset(user.username)]);
  });
}

/** A link that is good once; its service is known where it was asked. */
export interface ShownLink {
  readonly token: string;
  readonly endsAt: Date;
  readonly service?: string;
}

export function lineOfLink({ language }: Cli, { token, endsAt, service }: ShownLink): string {
  const texts = accessTexts[language];
  return texts.link(`${service ?? texts.ourAddress}/invitation#${token}`, formatDateTime(endsAt, language));
}

/** The rights that were typed, by the numbers of the instances; undefined where nothing was said of them. */
async function loadRights(access: Access, options: RightsOptions): Promise<readonly RightToSave[] | undefined> {
  const rights = parseRights(options)?.map(async ({ instance: name, mayWrite, mayUnmask }) => {
    const instance = await findInstance(access.database, name);
    if (instance === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    return { instanceId: instance.id, mayWrite, mayUnmask };
  });
  return rights && Promise.all(rights);
}
