import { channelToSetSchema } from '@relais/contract/notice.ts';
import type { Channel, ChannelKind, ChannelToSet } from '../../../api/notices.ts';

/** What stands in the fields of a channel, as text. */
export interface ChannelDraft {
  readonly kind: ChannelKind;
  readonly fields: Readonly<Record<string, string>>;
  readonly secret: string;
}

type FieldSort = 'text' | 'number' | 'check' | 'lines' | readonly string[];

/** The fields of each kind of channel, by their names in the contract; a list of texts is a choice. */
export const channelFields = {
  email: { host: 'text', port: 'number', security: ['starttls', 'tls', 'none'], username: 'text', from: 'text' },
  slack: {},
  webhook: { url: 'text' },
  sms: {
    url: 'text',
    method: ['POST', 'GET'],
    body: ['form', 'json'],
    parameters: 'lines',
    headers: 'lines',
    acceptedAnswer: 'text',
    maxCharacters: 'number',
  },
  dhis2: { instance: 'text' },
} as const satisfies Record<ChannelKind, Readonly<Record<string, FieldSort>>>;

export type ChannelField = { [Kind in ChannelKind]: keyof (typeof channelFields)[Kind] }[ChannelKind];

const usual: Readonly<Partial<Record<ChannelField, string>>> = {
  port: '587',
  security: 'starttls',
  method: 'POST',
  body: 'form',
  parameters: 'to={recipient}\nmessage={text}\nkey={secret}',
  maxCharacters: '306',
};

export function fieldsOf(kind: ChannelKind): readonly (readonly [ChannelField, FieldSort])[] {
  return Object.entries(channelFields[kind]) as [ChannelField, FieldSort][];
}

export function emptyDraft(kind: ChannelKind): ChannelDraft {
  return { kind, fields: Object.fromEntries(fieldsOf(kind).map(([name]) => [name, usual[name] ?? ''])), secret: '' };
}

/** What is kept, in fields; the secret is never read back. */
export function draftOf({ kind, settings }: Channel): ChannelDraft {
  const written = fieldsOf(kind).map(([name]) => [name, textOf(settings[name])]);
  return { kind, fields: Object.fromEntries(written), secret: '' };
}

/** What is to be sent; undefined while something that is needed is missing. The service has the last word. */
export function channelOf({ kind, fields, secret }: ChannelDraft): ChannelToSet | undefined {
  const settings = fieldsOf(kind).flatMap(([name, sort]): (readonly [string, unknown])[] => {
    const text = fields[name]?.trim() ?? '';
    if (sort === 'lines') return [[name, recordOf(text)]];
    if (text === '') return [];
    return [[name, sort === 'number' ? Number(text) : text]];
  });
  const given = secret === '' ? {} : { secret };
  return channelToSetSchema.safeParse({ kind, settings: Object.fromEntries(settings), ...given }).data;
}

/** `name=value`, one a line. */
function recordOf(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, each]) => `${name}=${String(each)}`)
      .join('\n');
  }
  return value === undefined || value === null ? '' : String(value);
}
