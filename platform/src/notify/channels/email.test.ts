import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { startMailServer } from '../testing/mail-server.ts';
import { sampleMessage } from '../testing/sample-message.ts';
import { openEmail } from './email.ts';
import { emailSettingsSchema } from './settings.ts';

const { signal } = new AbortController();
const settingsFor = (port: number, more = {}) =>
  emailSettingsSchema.parse({
    host: '127.0.0.1',
    port,
    security: 'none',
    from: 'Relais <relais@example.org>',
    ...more,
  });

/** Quoted-printable, as far as the tests look. */
const plainText = (raw: string) =>
  Buffer.from(
    raw
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

test('a mail arrives with its subject, its text, and an id that stays the same', async () => {
  const server = await startMailServer();
  const channel = openEmail(settingsFor(server.port), '');
  expect(await channel.send(sampleMessage, 'team@example.org', signal)).toMatchObject({ kind: 'sent' });
  expect(await channel.send(sampleMessage, 'team@example.org', signal)).toMatchObject({ kind: 'sent' });
  await server.close();
  expect(server.mails).toHaveLength(2);
  for (const mail of server.mails) {
    expect(mail).toMatchObject({ from: 'relais@example.org', to: ['team@example.org'] });
    expect(mail.raw).toContain('Message-ID: <relais-7-mk1@example.org>');
    expect(mail.raw).toContain('Auto-Submitted: auto-generated');
    expect(mail.raw).toMatch(/^Importance: High/im);
    expect(plainText(mail.raw)).toContain('L’exécution 12 a échoué.');
  }
});

test('a login goes over TLS only, with the password', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const logins: string[] = [];
  const server = await startMailServer({
    ...{ key, cert, authOptional: false },
    onAuth: ({ username, password }, _session, done) => {
      logins.push(`${username}:${password}`);
      done(null, password === 'right' ? { user: username } : undefined);
    },
  });
  const settings = { security: 'starttls', username: 'relais', allowSelfSigned: true };
  const send = (password: string, more = {}) =>
    openEmail(settingsFor(server.port, { ...settings, ...more }), password).send(
      sampleMessage,
      'team@example.org',
      signal,
    );
  expect(await send('right')).toMatchObject({ kind: 'sent' });
  const refused = await send('planted-password');
  expect(refused).toMatchObject({ kind: 'not-sent', code: 'NOTICE_REFUSED' });
  expect(JSON.stringify(refused)).not.toContain('planted');
  expect(await send('right', { allowSelfSigned: false })).toMatchObject({ code: 'NOTICE_UNREACHABLE' });
  await server.close();
  expect(server.mails).toMatchObject([{ user: 'relais', isEncrypted: true }]);
  expect(logins).toEqual(['relais:right', 'relais:planted-password']);
});

test('a server without TLS gets neither the password nor the mail where TLS is asked for', async () => {
  const server = await startMailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  const settings = settingsFor(server.port, { security: 'starttls', username: 'relais' });
  const outcome = await openEmail(settings, 'planted').send(sampleMessage, 'team@example.org', signal);
  expect(outcome).toMatchObject({ kind: 'not-sent' });
  await server.close();
  expect(server.mails).toEqual([]);
});

test.each([
  [550, 'NOTICE_REFUSED'],
  [451, 'NOTICE_BUSY'],
])('an answer of %i is %s', async (responseCode, code) => {
  const server = await startMailServer({
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('not now'), { responseCode })),
  });
  const outcome = await openEmail(settingsFor(server.port), '').send(sampleMessage, 'team@example.org', signal);
  expect(outcome).toMatchObject({ kind: 'not-sent', code });
  await server.close();
});

test('where nobody listens, it may work later', async () => {
  const server = await startMailServer();
  await server.close();
  const outcome = await openEmail(settingsFor(server.port), '').send(sampleMessage, 'team@example.org', signal);
  expect(outcome).toMatchObject({ kind: 'not-sent', code: 'NOTICE_UNREACHABLE' });
});

test.each(['nobody', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', '<a@example.org>'])(
  'a recipient is one address: %j is none',
  async (recipient) => {
    const outcome = await openEmail(settingsFor(9), '').send(sampleMessage, recipient, signal);
    expect(outcome).toMatchObject({ code: 'NOTICE_RECIPIENT_INVALID' });
  },
);

test('a send that is given up ends', async () => {
  const server = await startMailServer({ onConnect: () => undefined });
  const controller = new AbortController();
  const sending = openEmail(settingsFor(server.port), '').send(sampleMessage, 'team@example.org', controller.signal);
  controller.abort(new Error('given up'));
  await expect(sending).rejects.toThrow('given up');
  await server.close();
});
