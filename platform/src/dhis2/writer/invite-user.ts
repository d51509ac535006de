import type { Uid } from '../../model/uid.ts';
import { ask, isSuccess, refusalFrom } from '../ask.ts';
import type { Client } from '../client.ts';

/**
 * Has the server send its invitation to an account that exists: `POST /api/users/UID/reset` takes the password away and mails a
 * link (2.38 on). Gives why not, where the server refuses: no e-mail address, no mail server.
 */
export async function inviteUser(
  client: Client,
  uid: Uid,
  signal: AbortSignal,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  const answer = await ask(client, { method: 'POST', path: `/api/users/${uid}/reset`, signal });
  return isSuccess(answer) ? undefined : { code: 'INVITATION_FAILED', message: refusalFrom(answer).message };
}
