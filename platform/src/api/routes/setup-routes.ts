import { invitationSchema, setupSchema, setupStateSchema, welcomedSchema } from '@relais/contract/session.ts';
import { acceptInvitation, makeFirstAdministrator } from '../../access/invitations.ts';
import { hasUsers } from '../../store/user.ts';
import { openRoute, type Route } from '../route.ts';

/** What somebody does who has a link that is good once, and no account or no password yet. */
export const setupRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: '/setup',
    summary: 'Whether the first administrator is still to be made, and how people may log in',
    answer: setupStateSchema,
    handle: async ({ access, parts }) => ({
      isNeeded: !(await hasUsers(access.database)),
      hasOpenId: parts.openId !== undefined,
    }),
  }),
  openRoute({
    method: 'POST',
    path: '/setup',
    summary: 'Makes the first administrator, by the link that the service printed when it began',
    isProof: true,
    body: setupSchema,
    answer: welcomedSchema,
    status: 201,
    handle: async ({ access, body: { email, ...wish } }) => {
      const { username } = await makeFirstAdministrator(access, { ...wish, ...(email !== undefined && { email }) });
      return { username };
    },
  }),
  openRoute({
    method: 'POST',
    path: '/invitation',
    summary: 'Chooses a password, by the link that an administrator sent',
    isProof: true,
    isOnItsOwn: true,
    body: invitationSchema,
    answer: welcomedSchema,
    handle: async ({ access, body }) => {
      const { username } = await acceptInvitation(access, body);
      return { username };
    },
  }),
];
