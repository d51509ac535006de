import type { RetryPolicy } from '../../dhis2/retry.ts';
import { createTransport, type TransportOptions } from '../../dhis2/transport.ts';
import { type InstanceMessage, sendMessage } from '../../dhis2/writer/send-message.ts';
import { explainError, PlatformError } from '../../model/errors/platform-error.ts';
import { isUid } from '../../model/uid.ts';
import type { NoticeMessage } from '../message.ts';
import type { Channel, SendOutcome } from './channel.ts';
import { shortAnswer } from './post.ts';

/** The delivery log tries again, not the request: a message that arrived unheard would come twice at once. */
const once: RetryPolicy = { tries: 1, baseMs: 0, capMs: 0, retryAfterCapMs: 0 };

/** Messages that people find in DHIS2's own messaging, and by e-mail where their account says so. */
export function openDhis2Messages(login: Omit<TransportOptions, 'retryPolicy' | 'onRetry'>): Channel {
  return {
    send: async (message, recipient, signal) => {
      const people = recipientsOf(recipient);
      if (people === undefined) {
        const answer = 'user:UID, userGroup:UID or orgUnit:UID';
        return { kind: 'not-sent', code: 'NOTICE_RECIPIENT_INVALID', answer };
      }
      const transport = createTransport({ ...login, connections: 1, retryPolicy: once });
      try {
        const { subject, text } = forDhis2(message);
        return outcomeOf(await sendMessage(transport, { subject, text, ...people }, signal));
      } catch (error) {
        signal.throwIfAborted();
        return failureOf(error);
      } finally {
        await transport.close();
      }
    },
  };
}

type Recipients = Pick<InstanceMessage, 'users' | 'userGroups' | 'organisationUnits'>;

/** `user:UID`, `userGroup:UID` or `orgUnit:UID`, several separated by commas. */
function recipientsOf(text: string): Recipients | undefined {
  const parts = text.split(',').map((part) => /^\s*(user|userGroup|orgUnit):(\w+)\s*$/.exec(part));
  if (!parts.every((match) => match !== null && isUid(match[2] ?? ''))) return undefined;
  const ofKind = (kind: string) => parts.flatMap((match) => (match?.[1] === kind ? [match[2] ?? ''] : []));
  return { users: ofKind('user'), userGroups: ofKind('userGroup'), organisationUnits: ofKind('orgUnit') };
}

/** The subject is a column of 255 characters [MessageConversation.hbm.xml]. */
function forDhis2({ subject, text }: NoticeMessage) {
  return { subject: subject.slice(0, 255).toWellFormed(), text };
}

function outcomeOf({ status, message }: { readonly status: number; readonly message: string }): SendOutcome {
  const answer = shortAnswer(`HTTP ${status} ${message}`, []);
  if (status === 201 || status === 200) return { kind: 'sent', answer };
  return { kind: 'not-sent', code: status === 429 || status >= 500 ? 'NOTICE_BUSY' : 'NOTICE_REFUSED', answer };
}

function failureOf(error: unknown): SendOutcome {
  if (!(error instanceof PlatformError)) throw error;
  const answer = shortAnswer(`${error.code}: ${explainError(error, 'en').message}`, []);
  return { kind: 'not-sent', code: error.retryable ? 'NOTICE_UNREACHABLE' : 'NOTICE_REFUSED', answer };
}
