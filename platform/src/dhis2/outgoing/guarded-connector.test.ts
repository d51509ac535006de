import type { LookupFunction } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { generate } from 'selfsigned';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerFrom, connectTo, wholesome } from '../testing/small-instance.ts';
import { type SmallServer, startSmallServer } from '../testing/small-server.ts';
import { guardedAgent } from './guarded-connector.ts';

const forbidden = (kind: string, ip: string) => ({ code: 'OUTGOING_ADDRESS_FORBIDDEN', args: { kind, ip } });

let server: SmallServer;
beforeEach(async () => {
  server = await startSmallServer(answerFrom(wholesome));
});
afterEach(() => server.close());

/** Names that lead where a test says; gives what was asked. */
function namesLeadingTo(...answers: readonly string[][]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    const [first = ''] = addresses;
    if (options.all)
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    else callback(null, first, first.includes(':') ? 6 : 4);
  };
  return { lookup, asked };
}

const portOf = ({ url }: SmallServer) => new URL(url).port;

describe('a request', () => {
  it('goes nowhere on this machine, unless that is allowed', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '2130706433', '[::ffff:127.0.0.1]']) {
      const attempt = connectTo(`http://${host}:${portOf(server)}`, { outgoing: { allowed: [] } });
      await expect(attempt, host).rejects.toMatchObject({
        code: 'OUTGOING_ADDRESS_FORBIDDEN',
        args: { kind: 'loopback' },
      });
    }
    expect(server.seen).toEqual([]);
    const instance = await connectTo(server.url, { outgoing: { allowed: ['loopback'] } });
    expect(instance.facts.systemName).toBe('Small');
    expect(instance.facts.certificate).toBeUndefined();
    await instance.close();
  });

  it('goes neither to link-local addresses nor to where clouds keep secrets, by no name', async () => {
    const outgoing = { allowed: ['loopback'] as const };
    await expect(connectTo('http://169.254.169.254', { outgoing })).rejects.toMatchObject(
      forbidden('metadata', '169.254.169.254'),
    );
    await expect(connectTo('http://[fe80::1]/dhis', { outgoing })).rejects.toMatchObject(
      forbidden('link-local', 'fe80::1'),
    );
    const { lookup } = namesLeadingTo(['169.254.169.254']);
    await expect(connectTo('http://dhis2.example.org', { outgoing: { ...outgoing, lookup } })).rejects.toMatchObject(
      forbidden('metadata', '169.254.169.254'),
    );
  });

  it('is refused where one of several addresses is inside', async () => {
    const { lookup } = namesLeadingTo(['192.0.2.1', '127.0.0.1']);
    await expect(connectTo('http://dhis2.example.org', { outgoing: { allowed: [], lookup } })).rejects.toMatchObject(
      forbidden('loopback', '127.0.0.1'),
    );
  });

  it('goes to the address that was looked at: a name that leads elsewhere at the next connection is refused there', async () => {
    const { lookup, asked } = namesLeadingTo(['127.0.0.1'], ['169.254.169.254']);
    const agent = guardedAgent({ policy: { allowed: ['loopback'], lookup }, timeoutMs: 5_000 });
    const url = `http://rebinding.example.org:${portOf(server)}/api/me`;
    const ask = async (headers: Record<string, string>) => {
      const { statusCode, body } = await request(url, { dispatcher: agent, headers });
      await body.dump();
      return statusCode;
    };
    expect(await ask({ connection: 'close' })).toBe(200);
    expect(asked).toEqual(['rebinding.example.org']);
    await expect(ask({})).rejects.toMatchObject(forbidden('metadata', '169.254.169.254'));
    expect(server.seen).toHaveLength(1);
    await agent.close();
  });

  it('that is sent elsewhere by a redirect stays where it is, and its password too', async () => {
    const other = await startSmallServer(answerFrom(wholesome));
    const redirecting = await startSmallServer((_request, response) => {
      response.writeHead(307, { location: `${other.url}/api/system/info` });
      response.end();
    });
    await expect(connectTo(redirecting.url)).rejects.toMatchObject({ code: 'DHIS2_REDIRECTED' });
    expect(other.seen).toEqual([]);
    await redirecting.close();
    await other.close();
  });
});

describe('TLS', () => {
  const certificate = () =>
    generate(
      [
        { name: 'commonName', value: 'localhost' },
        { name: 'organizationName', value: 'Small Authority' },
      ],
      { keySize: 2048, notAfterDate: new Date('2099-03-01T12:00:00Z') },
    );

  it('shows when the certificate ends, and who gave it', async () => {
    const { private: key, cert } = await certificate();
    const secure = await startSmallServer(answerFrom(wholesome), { key, cert });
    const instance = await connectTo(secure.url, { allowSelfSigned: true, outgoing: { allowed: ['loopback'] } });
    expect(instance.facts.certificate).toEqual({
      endsAt: new Date('2099-03-01T12:00:00Z'),
      issuer: 'Small Authority',
    });
    await instance.close();
    await secure.close();
  });

  it.each([
    ['TLSv1.1', 'DHIS2_TLS_TOO_OLD'],
    ['TLSv1', 'DHIS2_TLS_TOO_OLD'],
  ] as const)('%s is refused, whatever is wished of certificates', async (version, code) => {
    const { private: key, cert } = await certificate();
    const old: TlsOptions = { key, cert, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    const listening = createServer(old, (socket) => socket.end());
    listening.on('tlsClientError', (_error, socket) => socket.destroy());
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = Object(listening.address());
    await expect(connectTo(`https://127.0.0.1:${port}`, { allowSelfSigned: true })).rejects.toMatchObject({ code });
    await new Promise((resolve) => listening.close(resolve));
  });
});
