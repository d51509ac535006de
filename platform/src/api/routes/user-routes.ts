import { listOf } from '@relais/contract/paging.ts';
import type { Account } from '@relais/contract/session.ts';
import {
  passwordToGiveSchema,
  resetSchema,
  userAddedSchema,
  userChangeSchema,
  userParamsSchema,
  userResetSchema,
  userSchema,
  userToAddSchema,
} from '@relais/contract/user.ts';
import type { Access } from '../../access/access.ts';
import { inviteUser } from '../../access/invitations.ts';
import { clearProofs, setPassword } from '../../access/proofs.ts';
import { removeSecondFactor } from '../../access/second-factor.ts';
import { addUser, changeUser, disableUser, enableUser } from '../../access/users.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../../store/database.ts';
import { findInstance } from '../../store/instance.ts';
import { listInstanceRights, type RightToSave } from '../../store/instance-right.ts';
import { findUserById, listUsers, type User } from '../../store/user.ts';
import { guardedRoute, type Route } from '../route.ts';

const changed = { action: 'user.change', subject: 'none', params: userParamsSchema } as const;

/** Who may use Relais, and what they may do. */
export const userRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/users',
    summary: 'All users with their rights',
    action: 'user.see',
    subject: 'none',
    answer: listOf(userSchema),
    handle: async ({ access: { database } }) => {
      const items = [];
      for (const user of await listUsers(database)) items.push(await shown(database, user));
      return { items };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/users',
    summary:
      'Adds a user; whoever has neither a password nor an OpenID Connect login chooses one by the link in the answer',
    action: 'user.change',
    subject: 'none',
    body: userToAddSchema,
    answer: userAddedSchema,
    status: 201,
    handle: async ({ access, body }) => {
      const { database } = access;
      const user = await addUser(access, { ...body, rights: await rightsOf(database, body.rights) });
      const link = user.usesOpenId || user.hasPassword ? undefined : await inviteUser(access, user);
      return { user: await shown(database, user), link };
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/users/:id',
    summary: 'One user',
    action: 'user.see',
    subject: 'none',
    params: userParamsSchema,
    answer: userSchema,
    handle: async ({ access, params }) => show(access, params.id),
  }),
  guardedRoute({
    method: 'PATCH',
    path: '/users/:id',
    summary: 'Changes role, address and rights; it counts from their next request on',
    ...changed,
    body: userChangeSchema,
    answer: userSchema,
    handle: async ({ access, params, body }) => {
      const { database } = access;
      const { role, email, rights } = body;
      const given = rights && (await rightsOf(database, rights));
      await changeUser(access, await load(database, params.id), { role, email, rights: given });
      return show(access, params.id);
    },
  }),
  ...(['disable', 'enable'] as const).map((demand) =>
    guardedRoute({
      method: 'POST',
      path: `/users/:id/${demand}`,
      summary: demand === 'disable' ? 'Shuts a user out at once' : 'Lets a disabled user in again',
      ...changed,
      answer: userSchema,
      handle: async ({ access, params }) => {
        const user = await load(access.database, params.id);
        await { disable: disableUser, enable: enableUser }[demand](access, user);
        return show(access, params.id);
      },
    }),
  ),
  guardedRoute({
    method: 'POST',
    path: '/users/:id/reset',
    summary:
      'Takes the password away, and the second factor of a lost telephone; the answer holds the link for a new one',
    ...changed,
    body: resetSchema,
    answer: userResetSchema,
    // Failed tries are forgotten, which has a transaction of its own.
    isOnItsOwn: true,
    handle: async ({ access, params, body }) => {
      const user = await load(access.database, params.id);
      await clearProofs(access, user, body);
      return user.usesOpenId ? {} : inviteUser(access, user);
    },
  }),
  guardedRoute({
    method: 'PUT',
    path: '/users/:id/password',
    summary: 'Gives a user another password, and takes away the second factor of a lost telephone; their sessions end',
    ...changed,
    body: passwordToGiveSchema,
    handle: async ({ access, params, body: { password, secondFactorToo } }) => {
      const user = await load(access.database, params.id);
      await setPassword(access, user, password);
      if (secondFactorToo) await removeSecondFactor(access, user);
      return undefined;
    },
  }),
];

async function load(database: Database, id: number): Promise<User> {
  const user = await findUserById(database, id);
  if (user === undefined) throw new PlatformError('USER_UNKNOWN', { args: { username: `#${id}` } });
  return user;
}

async function show({ database }: Access, id: number) {
  return shown(database, await load(database, id));
}

async function shown(database: Database, { disabledAt, ...user }: User) {
  const rights: Account['rights'] = (await listInstanceRights(database, user.id)).map((right) => ({
    instance: right.instanceName,
    mayWrite: right.mayWrite,
    mayUnmask: right.mayUnmask,
  }));
  return { ...user, isDisabled: disabledAt !== undefined, rights };
}

/** @throws PlatformError INSTANCE_NAME_UNKNOWN. Of two rights on one instance the last counts. */
async function rightsOf(database: Database, given: Account['rights']): Promise<readonly RightToSave[]> {
  const rights = new Map<number, RightToSave>();
  for (const { instance: name, mayWrite, mayUnmask } of given) {
    const instance = await findInstance(database, name);
    if (instance === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    rights.set(instance.id, { instanceId: instance.id, mayWrite, mayUnmask });
  }
  return [...rights.values()];
}
