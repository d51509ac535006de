import { listOf } from '@relais/contract/paging.ts';
import { tokenCreatedSchema, tokenParamsSchema, tokenSchema, tokenToCreateSchema } from '@relais/contract/user.ts';
import { issueToken, revokeToken } from '../../access/personal-tokens.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { findPersonalTokenById, listPersonalTokens } from '../../store/personal-token.ts';
import { getUserById } from '../../store/user.ts';
import { guardedRoute, type Route } from '../route.ts';

/** Personal tokens, by which programs act for their user. */
export const tokenRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/account/tokens',
    summary: 'The tokens of the user',
    action: 'own-token.see',
    subject: 'self',
    answer: listOf(tokenSchema),
    handle: async ({ access, principal }) => ({ items: await listPersonalTokens(access.database, principal.userId) }),
  }),
  guardedRoute({
    method: 'POST',
    path: '/account/tokens',
    summary: 'Makes a token; it is shown this once',
    action: 'own-token.create',
    subject: 'self',
    body: tokenToCreateSchema,
    answer: tokenCreatedSchema,
    status: 201,
    handle: async ({ access, principal, body }) => {
      const user = await getUserById(access.database, principal.userId);
      const { token, kept } = await issueToken(access, user, body);
      return { token, kept: { ...kept, username: user.username } };
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/account/tokens/:id',
    summary: 'Revokes a token of the user',
    action: 'own-token.revoke',
    subject: async ({ access, principal, params: { id } }) => {
      const token = await findPersonalTokenById(access.database, id);
      // Somebody else's token is none, so that nobody learns which numbers there are.
      if (token?.userId !== principal.userId) throw new PlatformError('TOKEN_UNKNOWN', { args: { token: id } });
      return { ownerId: token.userId };
    },
    params: tokenParamsSchema,
    handle: async ({ access, params }) => {
      await revokeToken(access, params.id);
      return undefined;
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/tokens',
    summary: 'The tokens of all users',
    action: 'token.see',
    subject: 'none',
    answer: listOf(tokenSchema),
    handle: async ({ access }) => ({ items: await listPersonalTokens(access.database) }),
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/tokens/:id',
    summary: 'Revokes the token of anybody',
    action: 'token.revoke',
    subject: 'none',
    params: tokenParamsSchema,
    handle: async ({ access, params }) => {
      await revokeToken(access, params.id);
      return undefined;
    },
  }),
];
