import type { Uid } from '../../model/uid.ts';
import type { Client } from '../client.ts';
import { isJson, parseJson, readText } from '../read-body.ts';
import { messageOf } from '../reports/web-message.ts';

/**
 * Has the server send its invitation to an account that exists: `POST /api/users/UID/reset` takes the password away and mails a
 * link (2.38 on). Gives why not, where the server refuses: no e-mail address, no mail server.
 */
export async function inviteUser(
  client: Client,
  uid: Uid,
  signal: AbortSignal,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  const request = { method: 'POST', path: `/api/users/${uid}/reset`, signal } as const;
  return client.transport.exchange(request, async (answer) => {
    const text = await readText(answer);
    if (answer.status >= 200 && answer.status < 300) return undefined;
    const message = isJson(answer) ? messageOf(parseJson(text, answer)) : '';
    return { code: 'INVITATION_FAILED', message: message || `HTTP ${answer.status}` };
  });
}
