import {
  passwordChangeSchema,
  recoveryCodesSchema,
  secondFactorCodeSchema,
  secondFactorOfferSchema,
  secondFactorRemovalSchema,
} from '@relais/contract/session.ts';
import { changeOwnPassword, removeOwnSecondFactor } from '../../access/proofs.ts';
import { confirmSecondFactor, offerSecondFactor } from '../../access/second-factor.ts';
import { getUserById } from '../../store/user.ts';
import { guardedRoute, type Route } from '../route.ts';
import { sessionOf } from './session-routes.ts';

/** What users change of their own account. Failed tries are counted, which a transaction that is undone would forget. */
const own = { action: 'account.change', subject: 'self', isProof: true, isOnItsOwn: true } as const;

export const accountRoutes: readonly Route[] = [
  guardedRoute({
    method: 'PUT',
    path: '/account/password',
    summary: 'Changes the password; all other sessions end',
    ...own,
    body: passwordChangeSchema,
    handle: async ({ access, principal, body }) => {
      const user = await getUserById(access.database, principal.userId);
      await changeOwnPassword(access, user, { ...body, keptSession: sessionOf(principal) });
      return undefined;
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/account/second-factor',
    summary: 'Offers a second factor; it is in force once a code has confirmed it',
    ...own,
    answer: secondFactorOfferSchema,
    handle: async ({ access, principal }) =>
      offerSecondFactor(access, await getUserById(access.database, principal.userId)),
  }),
  guardedRoute({
    method: 'PUT',
    path: '/account/second-factor',
    summary: 'Puts the offered second factor in force; the recovery codes are shown this once',
    ...own,
    body: secondFactorCodeSchema,
    answer: recoveryCodesSchema,
    handle: async ({ access, principal, body: { code } }) => {
      const user = await getUserById(access.database, principal.userId);
      return { recoveryCodes: await confirmSecondFactor(access, user, code) };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/account/second-factor/removal',
    summary: 'Takes the second factor away, with the password and a code',
    ...own,
    body: secondFactorRemovalSchema,
    handle: async ({ access, principal, body }) => {
      await removeOwnSecondFactor(access, await getUserById(access.database, principal.userId), body);
      return undefined;
    },
  }),
];
