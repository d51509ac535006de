import {
  type Account,
  accountSchema,
  type LogInAnswer,
  logInAnswerSchema,
  setupStateSchema,
  welcomedSchema,
} from '@relais/contract/session.ts';
import { queryOptions } from '@tanstack/react-query';
import { isSignedOut } from './api-failure.ts';
import { addressOf, ask, tell } from './ask.ts';

export const sessionKey = ['session'] as const;

/** Who is signed in; null where nobody is, which is no failure. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<Account | null> => {
    try {
      return await ask(accountSchema, '/session', { signal });
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => ask(setupStateSchema, '/setup', { signal }),
});

export function signIn(username: string, password: string): Promise<LogInAnswer> {
  return ask(logInAnswerSchema, '/session', { method: 'POST', body: { username, password } });
}

/** The second step where there is one: a code of the telephone, or a recovery code. */
export function signInWithCode(challenge: string, code: string): Promise<LogInAnswer> {
  return ask(logInAnswerSchema, '/session/code', { method: 'POST', body: { challenge, code } });
}

export function signOut(): Promise<void> {
  return tell('/session', { method: 'DELETE' });
}

/** Where the browser is sent for signing in at the OpenID Connect provider; it comes back to where it was. */
export function openIdAddress(returnTo: string): string {
  return addressOf('/session/openid', { returnTo });
}

export interface FirstAdministrator {
  readonly token: string;
  readonly username: string;
  readonly password: string;
  readonly email?: string;
}

export async function makeFirstAdministrator(wish: FirstAdministrator): Promise<void> {
  await ask(welcomedSchema, '/setup', { method: 'POST', body: wish });
}

/** Chooses a password by the link that an administrator sent; gives the name of the account. */
export async function acceptInvitation(token: string, password: string): Promise<string> {
  return (await ask(welcomedSchema, '/invitation', { method: 'POST', body: { token, password } })).username;
}
