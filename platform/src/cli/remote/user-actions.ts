import { listOf } from '@relais/contract/paging.ts';
import { oneTimeLinkSchema, userAddedSchema, userResetSchema, userSchema } from '@relais/contract/user.ts';
import type { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { UserActions } from '../add-access-commands.ts';
import type { Cli } from '../cli.ts';
import { lineOfLink, linesOfAdded } from '../commands/user.ts';
import { renderUsers, type ShownUser } from '../commands/user-list.ts';
import { exitCodes } from '../exit-code.ts';
import { findPassword } from '../find-password.ts';
import { parseRights } from '../rights-options.ts';
import { tellLines } from '../tell-lines.ts';
import { accessTexts } from '../texts/access-texts.ts';
import type { RemoteService, WithService } from './remote-service.ts';

type RemoteUser = z.infer<typeof userSchema>;

/** `relais user …` at a service: for a person who logs in there, because no token may say who may do what. */
export function remoteUserActions(cli: Cli, within: WithService): UserActions {
  const texts = accessTexts[cli.language];
  const demand = (word: 'disable' | 'enable', told: (name: string) => string) => (name: string) =>
    within(async (service) => {
      const { id, username } = await getUser(service, name);
      await service.ask('POST', `/users/${id}/${word}`);
      return tellLines(cli, [told(username)]);
    });
  return {
    add: (username, { role, email, openid, ...options }) =>
      within(async (service) => {
        const rights = parseRights(options) ?? [];
        // Before a password is asked for.
        if (await findUser(service, username)) throw new PlatformError('USER_EXISTS', { args: { username } });
        const usesOpenId = openid === true;
        const password = usesOpenId ? undefined : await findPassword(cli, username, options);
        const wish = { username, role, email, usesOpenId, rights, password };
        const { link } = userAddedSchema.parse(await service.ask('POST', '/users', wish));
        return tellLines(
          cli,
          linesOfAdded(cli, { username, role, rights, openid: usesOpenId }, link && linkAt(service, link)),
        );
      }),
    list: (options) =>
      within(async (service) => {
        const users = (await listUsers(service)).map(shownUser);
        const text = options.json ? JSON.stringify(users) : renderUsers(users, cli).join('\n');
        cli.terminal.out.write(`${text}\n`);
        return exitCodes.identical;
      }),
    change: (name, { role, email, ...options }) =>
      within(async (service) => {
        const { id, username } = await getUser(service, name);
        await service.ask('PATCH', `/users/${id}`, { role, email, rights: parseRights(options) });
        return tellLines(cli, [texts.changed(username)]);
      }),
    disable: demand('disable', texts.disabled),
    enable: demand('enable', texts.enabled),
    reset: (name, options) =>
      within(async (service) => {
        const { id, username, usesOpenId } = await getUser(service, name);
        const secondFactorToo = options.secondFactor === true;
        const password = usesOpenId ? undefined : await findPassword(cli, username, options);
        if (password !== undefined) {
          await service.ask('PUT', `/users/${id}/password`, { password, secondFactorToo });
          return tellLines(cli, [texts.reset(username)]);
        }
        const link = userResetSchema.parse(await service.ask('POST', `/users/${id}/reset`, { secondFactorToo }));
        return tellLines(cli, usesOpenId ? [] : [lineOfLink(cli, linkAt(service, oneTimeLinkSchema.parse(link)))]);
      }),
  };
}

async function listUsers(service: RemoteService): Promise<readonly RemoteUser[]> {
  return listOf(userSchema).parse(await service.ask('GET', '/users')).items;
}

/** By the rule of the store: whatever the case of its letters. */
async function findUser(service: RemoteService, name: string): Promise<RemoteUser | undefined> {
  const folded = name.normalize('NFKC').toLowerCase();
  return (await listUsers(service)).find(({ username }) => username.toLowerCase() === folded);
}

/** @throws PlatformError USER_UNKNOWN. */
async function getUser(service: RemoteService, name: string): Promise<RemoteUser> {
  const user = await findUser(service, name);
  if (user === undefined) throw new PlatformError('USER_UNKNOWN', { args: { username: name } });
  return user;
}

function shownUser({ rights, lastLoginAt, ...user }: RemoteUser): ShownUser {
  return {
    ...user,
    lastLoginAt: lastLoginAt === undefined ? undefined : new Date(lastLoginAt),
    rights: rights.map(({ instance, ...right }) => ({ instanceName: instance, ...right })),
  };
}

function linkAt({ url }: RemoteService, { token, endsAt }: z.infer<typeof oneTimeLinkSchema>) {
  return { token, endsAt: new Date(endsAt), service: url };
}
