import type { AskStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';

/** Lets somebody into a stand-in who had no password there, as its Users app does. */
export async function givePassword(ask: AskStandin, username: string, password: string): Promise<void> {
  const { users } = await ask('GET', `/api/users?filter=username:eq:${username}&fields=:owner`);
  if (!Array.isArray(users) || users[0] === undefined) throw new Error(`there is no user ${username}`);
  await ask('POST', '/api/metadata', { users: [{ ...users[0], password }] });
}
