import { createTransport } from 'nodemailer';
import type { z } from 'zod';
import type { Severity } from '../../model/notice-event.ts';
import type { NoticeMessage } from '../message.ts';
import type { Channel, SendOutcome } from './channel.ts';
import { shortAnswer } from './post.ts';
import type { emailSettingsSchema } from './settings.ts';

type EmailSettings = z.infer<typeof emailSettingsSchema>;

const timeoutMs = 15_000;
/** One address: no list, no name before it, nothing that a header could be made of. */
const addressPattern = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;

const priorities = { info: 'normal', warning: 'normal', critical: 'high' } as const satisfies Record<Severity, string>;

/** E-mail, handed over to a mail server. A connection for each message: notices are few. */
export function openEmail(settings: EmailSettings, secret: string): Channel {
  const { host, port, security, username, allowSelfSigned } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { rejectUnauthorized: !allowSelfSigned, minVersion: 'TLSv1.2' },
    ...(username !== undefined && { auth: { user: username, pass: secret } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (message, recipient, signal) => {
      if (!addressPattern.test(recipient)) {
        return { kind: 'not-sent', code: 'NOTICE_RECIPIENT_INVALID', answer: 'not an e-mail address' };
      }
      try {
        const { response } = await transport.sendMail({ ...mailOf(message, settings.from, recipient), signal });
        return { kind: 'sent', answer: shortAnswer(response, [secret]) };
      } catch (error) {
        signal.throwIfAborted();
        return outcomeOf(error, secret);
      } finally {
        transport.close();
      }
    },
  };
}

function mailOf(message: NoticeMessage, from: string, to: string) {
  const { id, subject, text, severity, language } = message;
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'relais.invalid';
  return {
    ...{ from, to, subject, text },
    messageId: `<${id}@${domain}>`,
    priority: priorities[severity],
    // RFC 3834: machines do not answer, and holiday notices are not sent back.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  };
}

/** SMTP answers from 500 on are for good (RFC 5321 §4.2.1), but for a login, which somebody may mend meanwhile. */
function outcomeOf(error: unknown, secret: string): SendOutcome {
  const told = error instanceof Error ? error.message : String(error);
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : Number.NaN;
  const answer = shortAnswer(told, [secret, Buffer.from(secret).toString('base64')]);
  if (Number.isNaN(status)) return { kind: 'not-sent', code: 'NOTICE_UNREACHABLE', answer };
  return { kind: 'not-sent', code: status >= 500 ? 'NOTICE_REFUSED' : 'NOTICE_BUSY', answer };
}
