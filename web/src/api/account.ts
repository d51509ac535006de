import { listOf } from '@relais/contract/paging.ts';
import { openSessionSchema, recoveryCodesSchema, secondFactorOfferSchema } from '@relais/contract/session.ts';
import { tokenCreatedSchema, tokenSchema, type tokenToCreateSchema } from '@relais/contract/user.ts';
import { scopeSchema } from '@relais/contract/words.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, tell } from './ask.ts';

export type OpenSession = z.output<typeof openSessionSchema>;
export type SecondFactorOffer = z.output<typeof secondFactorOfferSchema>;
export type TokenToCreate = z.input<typeof tokenToCreateSchema>;

export const scopes = scopeSchema.options;

export const openSessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) => (await ask(listOf(openSessionSchema), '/account/sessions', { signal })).items,
});

export function endSession(id: number): Promise<void> {
  return tell(`/account/sessions/${id}`, { method: 'DELETE' });
}

/** All other sessions end. */
export function changePassword(present: string, next: string): Promise<void> {
  return tell('/account/password', { method: 'PUT', body: { present, next } });
}

/** Offers a second factor; it is in force once a code has confirmed it. */
export function offerSecondFactor(): Promise<SecondFactorOffer> {
  return ask(secondFactorOfferSchema, '/account/second-factor', { method: 'POST' });
}

/** Gives the recovery codes, which are shown this once. */
export async function confirmSecondFactor(code: string): Promise<readonly string[]> {
  return (await ask(recoveryCodesSchema, '/account/second-factor', { method: 'PUT', body: { code } })).recoveryCodes;
}

export function removeSecondFactor(password: string, code: string): Promise<void> {
  return tell('/account/second-factor/removal', { method: 'POST', body: { password, code } });
}

export const ownTokensQuery = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: async ({ signal }) => (await ask(listOf(tokenSchema), '/account/tokens', { signal })).items,
});

/** The token itself is shown this once. */
export async function createToken(wish: TokenToCreate): Promise<string> {
  return (await ask(tokenCreatedSchema, '/account/tokens', { method: 'POST', body: wish })).token;
}

export function revokeOwnToken(id: number): Promise<void> {
  return tell(`/account/tokens/${id}`, { method: 'DELETE' });
}
