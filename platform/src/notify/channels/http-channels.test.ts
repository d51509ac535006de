import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Answer, startSmallServer } from '../../dhis2/testing/small-server.ts';
import { sampleMessage } from '../testing/sample-message.ts';
import { smsSettingsSchema } from './settings.ts';
import { openSlack } from './slack.ts';
import { openSms } from './sms.ts';
import { openWebhook, signatureOf } from './webhook.ts';

const { signal } = new AbortController();
const ok: Answer = (_request, response) => response.end('ok');
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end(body);

describe('Slack', () => {
  test('a message whose markup calls nobody', async () => {
    await using server = await startSmallServer(ok);
    const message = { ...sampleMessage, subject: '<!channel> *A & B*' };
    const outcome = await openSlack(`${server.url}/services/T0/B0/planted`).send(message, '', signal);
    expect(outcome).toEqual({ kind: 'sent', answer: 'HTTP 200 ok' });
    const [request] = server.seen;
    expect(request).toMatchObject({ method: 'POST', path: '/services/T0/B0/planted' });
    const { text } = JSON.parse(request?.body ?? '');
    expect(text).toContain('*&lt;!channel&gt; ∗A &amp; B∗*');
    expect(text).toContain('L’exécution 12 a échoué.');
  });

  test('its address, which is the secret, shows in no answer', async () => {
    await using server = await startSmallServer((request, response) => {
      response.writeHead(404).end(`no_service at ${request.path}`);
    });
    const outcome = await openSlack(`${server.url}/services/T0/B0/planted`).send(sampleMessage, '', signal);
    expect(outcome).toMatchObject({ kind: 'not-sent', code: 'NOTICE_REFUSED' });
    expect(JSON.stringify(outcome)).not.toContain('planted');
  });

  test('too many requests: it says how long to wait', async () => {
    await using server = await startSmallServer(status(429, { 'retry-after': '30' }));
    const outcome = await openSlack(server.url).send(sampleMessage, '', signal);
    expect(outcome).toMatchObject({ code: 'NOTICE_BUSY', retryAfterMs: 30_000 });
  });
});

describe('webhook', () => {
  // What a receiver does: the specification's own way, written here again.
  function isGenuine(headers: Record<string, unknown>, body: string, key: Buffer): boolean {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  }

  test('is signed with its time and its id, over the body as it was sent', async () => {
    await using server = await startSmallServer(ok);
    const key = Buffer.from('a key of twenty-four bytes or more');
    const secret = `whsec_${key.toString('base64')}`;
    const now = () => Date.UTC(2026, 2, 10, 10, 0, 0);
    expect(
      await openWebhook({ url: `${server.url}/hook`, secret: secret, now: now }).send(sampleMessage, '', signal),
    ).toMatchObject({
      kind: 'sent',
    });
    const { headers, body } = server.seen[0] ?? expect.fail();
    expect(headers).toMatchObject({ 'webhook-id': 'relais-7-mk1', 'webhook-timestamp': '1773136800' });
    expect(isGenuine(headers, body, key)).toBe(true);
    expect(isGenuine(headers, body.replace('12', '13'), key)).toBe(false);
    expect(isGenuine({ ...headers, 'webhook-timestamp': '1773136801' }, body, key)).toBe(false);
    expect(JSON.parse(body)).toMatchObject({
      type: 'run.failed',
      severity: 'critical',
      events: [{ run: 12, replication: 'nightly' }],
    });
  });

  test('the signature of the specification’s own example', () => {
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureOf(signed, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  test.each([
    [500, 'NOTICE_BUSY'],
    [503, 'NOTICE_BUSY'],
    [408, 'NOTICE_BUSY'],
    [400, 'NOTICE_REFUSED'],
    [410, 'NOTICE_REFUSED'],
    [301, 'NOTICE_REFUSED'],
  ])('%i is %s', async (code, expected) => {
    await using other = await startSmallServer(ok);
    await using server = await startSmallServer(status(code, { location: other.url }));
    const outcome = await openWebhook({ url: server.url, secret: 'a plain secret of any kind', now: Date.now }).send(
      sampleMessage,
      '',
      signal,
    );
    expect(outcome).toMatchObject({ kind: 'not-sent', code: expected });
    expect(other.seen).toEqual([]);
  });

  test('a receiver that is gone, or breaks off, may be there later', async () => {
    const server = await startSmallServer((_request, _response, socket) => socket.destroy());
    const channel = openWebhook({ url: server.url, secret: 'a plain secret of any kind', now: Date.now });
    expect(await channel.send(sampleMessage, '', signal)).toMatchObject({ code: 'NOTICE_UNREACHABLE' });
    await server.close();
    expect(await channel.send(sampleMessage, '', signal)).toMatchObject({
      code: 'NOTICE_UNREACHABLE',
      answer: 'ECONNREFUSED',
    });
  });

  test('an answer without an end is not read to its end, and a send that is given up ends', async () => {
    await using server = await startSmallServer((request, response) => {
      if (request.path === '/silent') return;
      response.writeHead(200);
      const pour = () => {
        while (response.writable && response.write('x'.repeat(10_000)));
        if (response.writable) response.once('drain', pour);
      };
      pour();
    });
    expect(
      await openWebhook({ url: server.url, secret: 'secret', now: Date.now }).send(sampleMessage, '', signal),
    ).toMatchObject({
      kind: 'sent',
    });
    const controller = new AbortController();
    const sending = openWebhook({ url: `${server.url}/silent`, secret: 'secret', now: Date.now }).send(
      sampleMessage,
      '',
      controller.signal,
    );
    controller.abort(new Error('given up'));
    await expect(sending).rejects.toThrow('given up');
  });
});

test('an address inside that nobody opened is not asked, and that is final', async () => {
  await using server = await startSmallServer(ok);
  const outgoing = { allowed: [] };
  const parameters = { to: '{recipient}' };
  const sms = openSms(smsSettingsSchema.parse({ url: server.url, parameters }), '', outgoing);
  const channels = [
    openSlack(server.url, outgoing),
    openWebhook({ url: server.url, secret: 's', now: Date.now, outgoing }),
    sms,
  ];
  for (const channel of channels) {
    const outcome = await channel.send(sampleMessage, '+243810000000', signal);
    expect(outcome).toMatchObject({ kind: 'not-sent', code: 'NOTICE_REFUSED' });
    expect(JSON.stringify(outcome)).toContain('OUTGOING_ADDRESS_FORBIDDEN');
  }
  expect(server.seen).toEqual([]);
});

describe('SMS', () => {
  const parameters = { to: '{recipient}', message: '{text}', key: '{secret}', reference: '{id}' };

  test('as a form, its parameters filled once, the number without its blanks', async () => {
    await using server = await startSmallServer(ok);
    const settings = smsSettingsSchema.parse({ url: `${server.url}/send`, parameters });
    const message = { ...sampleMessage, subject: 'échec de {secret}' };
    expect(await openSms(settings, 'planted').send(message, '+243 81 000 00 00', signal)).toMatchObject({
      kind: 'sent',
    });
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
      to: '+243810000000',
      message: 'Relais: échec de {secret}',
      key: 'planted',
      reference: 'relais-7-mk1',
    });
  });

  test('as JSON with a secret in a header, or in the address', async () => {
    await using server = await startSmallServer(ok);
    const headers = { Authorization: 'Bearer {secret}' };
    const json = { url: server.url, body: 'json', parameters: { to: '{recipient}', text: '{text}' }, headers };
    await openSms(smsSettingsSchema.parse(json), 'planted').send(sampleMessage, '+243810000000', signal);
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer planted' });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ to: '+243810000000' });
    const get = smsSettingsSchema.parse({ url: `${server.url}/send?v=1`, method: 'GET', parameters });
    await openSms(get, 'planted&more').send(sampleMessage, '+243810000000', signal);
    expect(server.seen[1]?.query.get('key')).toBe('planted&more');
    expect(server.seen[1]?.query.get('v')).toBe('1');
  });

  test('is short, and only for telephone numbers', async () => {
    await using server = await startSmallServer(ok);
    const settings = smsSettingsSchema.parse({ url: server.url, parameters, maxCharacters: 40 });
    const channel = openSms(settings, '');
    await channel.send({ ...sampleMessage, subject: 'x'.repeat(300) }, '0810000000', signal);
    expect(new URLSearchParams(server.seen[0]?.body).get('message')).toHaveLength(40);
    expect(await channel.send(sampleMessage, 'team@example.org', signal)).toMatchObject({
      code: 'NOTICE_RECIPIENT_INVALID',
    });
    expect(server.seen).toHaveLength(1);
  });

  test('a gateway that says 200 to everything is believed only for what it says', async () => {
    await using server = await startSmallServer((_request, response) => response.end('ERR 401 key planted'));
    const settings = smsSettingsSchema.parse({ url: server.url, parameters, acceptedAnswer: 'OK' });
    const outcome = await openSms(settings, 'planted').send(sampleMessage, '+243810000000', signal);
    expect(outcome).toEqual({
      kind: 'not-sent',
      code: 'NOTICE_REFUSED',
      answer: 'HTTP 200 ERR 401 key …',
      retryAfterMs: undefined,
    });
  });
});
