import { expect, it } from 'vitest';
import { channelOf, draftOf, emptyDraft } from './channel-draft.ts';

it('makes of the fields what the service wants, and nothing of fields that are missing', () => {
  const draft = emptyDraft('email');
  expect(channelOf(draft)).toBeUndefined();
  const filled = { ...draft, fields: { ...draft.fields, host: 'mail.example.org', from: 'relais@example.org' } };
  expect(channelOf(filled)).toMatchObject({
    kind: 'email',
    settings: { host: 'mail.example.org', port: 587, security: 'starttls', from: 'relais@example.org' },
  });
  expect(channelOf(filled)).not.toHaveProperty('secret');
  expect(channelOf({ ...filled, secret: 'word' })).toMatchObject({ secret: 'word' });
});

it('keeps the parameters of a text message through the fields and back', () => {
  const parameters = { to: '{recipient}', message: '{text}', query: 'a=b' };
  const settings = {
    url: 'https://sms.example.org/send',
    method: 'POST',
    body: 'json',
    parameters,
    maxCharacters: 160,
  };
  const draft = draftOf({ name: 'sms', kind: 'sms', settings, hasSecret: true });
  expect(draft.fields.parameters).toBe('to={recipient}\nmessage={text}\nquery=a=b');
  expect(channelOf(draft)).toMatchObject({ settings: { ...settings, headers: {} } });
});
