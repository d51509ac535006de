import type { z } from 'zod';
import type { OutgoingPolicy } from '../../dhis2/outgoing/guarded-connector.ts';
import type { NoticeMessage } from '../message.ts';
import type { Channel } from './channel.ts';
import { post } from './post.ts';
import type { smsSettingsSchema } from './settings.ts';

type SmsSettings = z.infer<typeof smsSettingsSchema>;

/** A number with its country, as every gateway takes it. */
const numberPattern = /^\+?[0-9][0-9 ().-]{5,18}$/;

/** An SMS by whatever gateway takes it by HTTP. Only the subject is sent: it is what fits. */
export function openSms(settings: SmsSettings, secret: string, outgoing?: OutgoingPolicy): Channel {
  return {
    send: async (message, recipient, signal) => {
      if (!numberPattern.test(recipient)) {
        return { kind: 'not-sent', code: 'NOTICE_RECIPIENT_INVALID', answer: 'not a telephone number' };
      }
      const fill = (template: string) => fillTemplate(template, { message, recipient, secret, settings });
      const parameters = Object.fromEntries(
        Object.entries(settings.parameters).map(([name, value]) => [name, fill(value)] as const),
      );
      const given = Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), fill(value)] as const);
      const headers = Object.fromEntries(given);
      const { acceptedAnswer } = settings;
      const secrets = secret === '' ? [] : [secret, encodeURIComponent(secret)];
      const log = { secrets, acceptedAnswer, outgoing };
      const query = new URLSearchParams(parameters).toString();
      if (settings.method === 'GET') {
        const url = `${settings.url}${settings.url.includes('?') ? '&' : '?'}${query}`;
        return post({ url, method: 'GET', headers, ...log }, signal);
      }
      const isForm = settings.body === 'form';
      const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
      const body = isForm ? query : JSON.stringify(parameters);
      const posting = { url: settings.url, headers: { 'content-type': type, ...headers }, body };
      return post({ ...posting, ...log }, signal);
    },
  };
}

interface Filling {
  readonly message: NoticeMessage;
  readonly recipient: string;
  readonly secret: string;
  readonly settings: SmsSettings;
}

/** In one go, so that nothing that was filled in is filled in again. */
function fillTemplate(template: string, { message, recipient, secret, settings }: Filling): string {
  const values: Readonly<Record<string, string>> = {
    recipient: recipient.replace(/[ ().-]/g, ''),
    text: shorten(`Relais: ${message.subject}`, settings.maxCharacters),
    id: message.id,
    secret,
  };
  return template.replace(/\{(recipient|text|id|secret)\}/g, (whole, name: string) => values[name] ?? whole);
}

function shorten(text: string, maxCharacters: number): string {
  const plain = text.replaceAll('\u00A0', ' ').replaceAll('→', '>');
  return plain.length <= maxCharacters ? plain : `${plain.slice(0, maxCharacters - 1).toWellFormed()}…`;
}
