import { listOf } from '@relais/contract/paging.ts';
import {
  oneTimeLinkSchema,
  tokenSchema,
  userAddedSchema,
  type userChangeSchema,
  userSchema,
  type userToAddSchema,
} from '@relais/contract/user.ts';
import { roleSchema } from '@relais/contract/words.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, tell } from './ask.ts';

export type User = z.output<typeof userSchema>;
export type Right = User['rights'][number];
export type OneTimeLink = z.output<typeof oneTimeLinkSchema>;
export type Token = z.output<typeof tokenSchema>;
export type UserToAdd = z.input<typeof userToAddSchema>;
export type UserChange = z.input<typeof userChangeSchema>;

export const roles = roleSchema.options;
export type Role = (typeof roles)[number];

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await ask(listOf(userSchema), '/users', { signal })).items,
});

export function userQuery(id: number) {
  return queryOptions({
    queryKey: ['users', id],
    queryFn: ({ signal }) => ask(userSchema, `/users/${id}`, { signal }),
  });
}

/** Whoever has no OpenID Connect login chooses a password by the link in the answer. */
export function addUser(user: UserToAdd) {
  return ask(userAddedSchema, '/users', { method: 'POST', body: user });
}

export function changeUser(id: number, change: UserChange): Promise<User> {
  return ask(userSchema, `/users/${id}`, { method: 'PATCH', body: change });
}

export function demandOfUser(id: number, demand: 'disable' | 'enable'): Promise<User> {
  return ask(userSchema, `/users/${id}/${demand}`, { method: 'POST' });
}

/** Takes the password away, and the second factor if that is wished; gives the link for a new one. */
export function resetUser(id: number, secondFactorToo: boolean): Promise<OneTimeLink> {
  return ask(oneTimeLinkSchema, `/users/${id}/reset`, { method: 'POST', body: { secondFactorToo } });
}

/** The tokens of all users, for administrators. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await ask(listOf(tokenSchema), '/tokens', { signal })).items,
});

export function revokeToken(id: number): Promise<void> {
  return tell(`/tokens/${id}`, { method: 'DELETE' });
}
