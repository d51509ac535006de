import { isJson, parseJson, readText } from '../read-body.ts';
import { messageOf } from '../reports/web-message.ts';
import type { Transport } from '../transport.ts';

/** A message to people of an instance; at least one of the three lists holds somebody. */
export interface InstanceMessage {
  readonly subject: string;
  readonly text: string;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly organisationUnits: readonly string[];
}

/**
 * Sends a message inside DHIS2: `POST /api/messageConversations`, the same from 2.38 to 2.43 [MessageConversationController]. It cannot be
 * repeated without a second conversation, so that an answer of a server in trouble is an answer. Gives the status and the server's words; 201 is
 * the only success, 404 and 409 say that a recipient does not exist or that nobody is behind it.
 */
export function sendMessage(
  transport: Transport,
  message: InstanceMessage,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly message: string }> {
  const refer = (uids: readonly string[]) => uids.map((id) => ({ id }));
  const content = JSON.stringify({
    subject: message.subject,
    text: message.text,
    users: refer(message.users),
    userGroups: refer(message.userGroups),
    organisationUnits: refer(message.organisationUnits),
  });
  const request = { method: 'POST', path: '/api/messageConversations', isFinal: true, signal } as const;
  return transport.exchange({ ...request, body: { content, gzip: false } }, async (answer) => {
    const text = await readText(answer);
    return { status: answer.status, message: isJson(answer) ? messageOf(parseJson(text, answer)) : '' };
  });
}
