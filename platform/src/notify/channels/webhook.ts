import { createHmac } from 'node:crypto';
import type { OutgoingPolicy } from '../../dhis2/outgoing/guarded-connector.ts';
import type { NoticeMessage } from '../message.ts';
import type { Channel } from './channel.ts';
import { post } from './post.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly outgoing?: OutgoingPolicy | undefined;
}

/**
 * A signed webhook as the public specification "Standard Webhooks" has it, so that receivers check it with a library that exists:
 * `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`, which is `v1,` and the HMAC-SHA256 in base64 of
 * `id.timestamp.body`. A receiver refuses old time stamps and ids that it has seen.
 */
export function openWebhook({ url, secret, now, outgoing }: WebhookOptions): Channel {
  return {
    send: (message, _recipient, signal) => {
      const timestamp = Math.floor(now() / 1_000);
      const body = JSON.stringify(bodyOf(message));
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'webhook-id': message.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf({ id: message.id, timestamp, body }, secret),
      };
      return post({ url, headers, body, secrets: [secret], outgoing }, signal);
    },
  };
}

/** What is signed, and how. */
export function signatureOf(
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
  secret: string,
): string {
  const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${digest}`;
}

/** `whsec_` stands before a key in base64; any other text is the key as it is. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8');
}

function bodyOf({ id, severity, subject, text, events }: NoticeMessage) {
  return { type: events.length === 1 ? events[0]?.name : 'digest', id, severity, subject, text, events };
}
