import type { NoticeMessage } from '../message.ts';

/** A way to reach people. Sends one message to one recipient; what is sent twice under one id is the same message. */
export interface Channel {
  /**
   * @param recipient in the channel's own terms.
   * @throws nothing but what aborted `signal`: whatever the other side does is an outcome.
   */
  send(message: NoticeMessage, recipient: string, signal: AbortSignal): Promise<SendOutcome>;
}

/** What came of it. `answer` is what the other side said, in short and without secrets, for the log. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly answer: string }
  | {
      readonly kind: 'not-sent';
      readonly code: 'NOTICE_UNREACHABLE' | 'NOTICE_BUSY' | 'NOTICE_REFUSED' | 'NOTICE_RECIPIENT_INVALID';
      readonly answer: string;
      /** The other side says how long to wait. */
      readonly retryAfterMs?: number | undefined;
    };
