import { createServer } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '../model/errors/codes.ts';
import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import type { ConnectOptions } from './connect.ts';
import { admin, answerFrom, connectTo, wholesome } from './testing/small-instance.ts';
import { type Answer, type SmallServer, sendHtml, sendJson, startSmallServer } from './testing/small-server.ts';

let server: SmallServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** One way in which a first contact goes wrong, and what a person is told. */
interface Failure {
  readonly what: string;
  readonly code: ErrorCode;
  readonly answer: Answer;
  readonly options?: Partial<ConnectOptions>;
  /** What the message must name. */
  readonly names?: string;
}

const refused = (message: string, more: object = {}): Answer => {
  const body = { httpStatus: 'Unauthorized', httpStatusCode: 401, status: 'ERROR', message, ...more };
  return (_request, response) => sendJson(response, body, 401);
};
const redirect = (location: string): Answer => {
  return (_request, response) => {
    response.writeHead(302, { location });
    response.end();
  };
};
const instead = (path: string, body: unknown): Answer => answerFrom({ ...wholesome, [path]: body });
const info = (change: object) => instead('/api/system/info', { ...Object(wholesome['/api/system/info']), ...change });
const me = (change: object) => instead('/api/me', { ...Object(wholesome['/api/me']), ...change });

const failures: readonly Failure[] = [
  {
    what: 'a page',
    code: 'DHIS2_NOT_DHIS2',
    answer: (_, response) => sendHtml(response, 'It works!'),
    names: 'text/html',
  },
  {
    what: 'a page that is not there',
    code: 'DHIS2_NOT_DHIS2',
    answer: (_, response) => sendHtml(response, 'No', 404),
    names: '404',
  },
  { what: 'other JSON', code: 'DHIS2_NOT_DHIS2', answer: (_, response) => sendJson(response, { version: 7 }) },
  { what: 'JSON without such a path', code: 'DHIS2_NOT_DHIS2', answer: (_, response) => sendJson(response, {}, 404) },
  {
    what: 'something that is no HTTP',
    code: 'DHIS2_NOT_DHIS2',
    answer: (_q, _r, socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  },
  {
    what: 'a login page',
    code: 'DHIS2_LOGIN_PAGE',
    answer: (_, response) => sendHtml(response, '<form><input name="j_password" type="password"></form>'),
  },
  { what: 'a redirect to the login page', code: 'DHIS2_LOGIN_PAGE', answer: redirect('/dhis-web-login/') },
  {
    what: 'a redirect elsewhere',
    code: 'DHIS2_REDIRECTED',
    answer: redirect('https://dhis2.example.org/dhis/api/system/info'),
    names: 'https://dhis2.example.org/dhis',
  },
  { what: 'a wrong password', code: 'DHIS2_PASSWORD_REFUSED', answer: refused('Unauthorized'), names: 'admin' },
  {
    what: 'a refused token',
    code: 'DHIS2_TOKEN_REFUSED',
    answer: refused('The API token does not exist'),
    options: { credentials: { kind: 'token', token: 'd2pat_none' } },
  },
  { what: 'a locked account', code: 'DHIS2_ACCOUNT_LOCKED', answer: refused('Account locked'), names: 'admin' },
  { what: 'a disabled account', code: 'DHIS2_ACCOUNT_DISABLED', answer: refused('Account disabled'), names: 'admin' },
  {
    what: 'a second factor that is asked for',
    code: 'DHIS2_TWO_FACTOR_NEEDED',
    answer: refused('Invalid two factor code', { errorCode: 'E3023' }),
  },
  {
    what: 'a release of long ago',
    code: 'DHIS2_RELEASE_UNSUPPORTED',
    answer: info({ version: '2.37.9' }),
    names: '2.37.9',
  },
  {
    what: 'a server that is starting',
    code: 'DHIS2_STARTING',
    answer: (_, response) => sendHtml(response, 'Wait', 503),
  },
  {
    what: 'a server that fails',
    code: 'DHIS2_SERVER_ERROR',
    answer: (_, response) => sendJson(response, { message: 'NullPointerException' }, 500),
    names: 'NullPointerException',
  },
  {
    what: 'a body that stops in the middle',
    code: 'DHIS2_BODY_TRUNCATED',
    answer: (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"version":"2.42.4.1","systemNa');
    },
  },
  {
    what: 'a connection that is cut in the body',
    code: 'DHIS2_CONNECTION_LOST',
    answer: (_, response, socket) => {
      response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
      response.write('{"version":"2.42.4.1",');
      setTimeout(() => socket.destroy(), 20);
    },
  },
  {
    what: 'an answer in an unknown form',
    code: 'DHIS2_UNEXPECTED_ANSWER',
    answer: instead('/api/schemas', { schemas: 'none' }),
    names: 'schemas',
  },
  {
    what: 'an account that is no superuser',
    code: 'DHIS2_AUTHORITIES_MISSING',
    answer: me({ authorities: ['F_METADATA_IMPORT'] }),
    options: { role: 'target' },
    names: 'ALL',
  },
  {
    what: 'a source account without its top org units',
    code: 'DHIS2_ORG_UNITS_MISSING',
    answer: me({ organisationUnits: [] }),
    options: { role: 'source' },
    names: 'Pays (OUcountry01)',
  },
  {
    what: 'a source account that captures but may not view the data',
    code: 'DHIS2_ORG_UNITS_MISSING',
    answer: me({ dataViewOrganisationUnits: [{ id: 'OUregion001' }] }),
    options: { role: 'source' },
  },
  {
    what: 'a target in read-only mode',
    code: 'DHIS2_READ_ONLY',
    answer: info({ readOnlyMode: 'on' }),
    options: { role: 'target' },
  },
];

describe('a first contact', () => {
  it.each(failures)('tells $what by $code', async ({ code, answer, options, names }) => {
    server = await startSmallServer(answer);
    const error = await failureOf(connectTo(server.url, options));
    expectTold(error, code, names);
    const written = server.seen.filter(({ method }) => method !== 'GET');
    expect(written).toEqual([]);
  });

  it('takes a wholesome instance, as source and as target', async () => {
    server = await startSmallServer(answerFrom(wholesome));
    for (const role of ['source', 'target'] as const) {
      const instance = await connectTo(`${server.url}/`, { role });
      expect(instance.facts).toMatchObject({ address: server.url, release: '2.42.4.1', clockOffsetMs: 0 });
      expect(instance.facts.account).toMatchObject({ username: 'admin', organisationUnits: ['OUcountry01'] });
      await instance.close();
    }
  });

  it.each(['dhis2.example.org', 'ftp://dhis2.example.org', 'https://', 'https://admin:district@dhis2.example.org'])(
    'refuses the address %s without showing a password',
    async (address) => {
      const error = await failureOf(connectTo(address));
      expectTold(error, 'DHIS2_ADDRESS_INVALID');
      expect(error.message).not.toContain('district');
    },
  );

  it('tells a host that nobody knows', async () => {
    expectTold(await failureOf(connectTo('http://dhis2.invalid/dhis')), 'DHIS2_HOST_UNKNOWN', 'dhis2.invalid');
  });

  it('tells a port where nobody listens', async () => {
    const gone = await startSmallServer(() => undefined);
    await gone.close();
    expectTold(await failureOf(connectTo(gone.url)), 'DHIS2_CONNECTION_REFUSED', gone.url);
  });

  it('tells a server that takes the connection and says nothing', async () => {
    server = await startSmallServer(() => undefined);
    const error = await failureOf(connectTo(server.url, { timeouts: { headersMs: 100 } }));
    expectTold(error, 'DHIS2_TIMEOUT');
  });

  it('tells a server that stops in the middle of a body', async () => {
    server = await startSmallServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"version":');
    });
    expectTold(await failureOf(connectTo(server.url, { timeouts: { bodyMs: 100 } })), 'DHIS2_TIMEOUT');
  });

  it('tells a machine that hangs up at once', async () => {
    const rude = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const { port } = Object(rude.address());
    expectTold(await failureOf(connectTo(`http://127.0.0.1:${port}`)), 'DHIS2_CONNECTION_LOST');
    await new Promise((resolve) => rude.close(resolve));
  });

  it('refuses a self-signed certificate, unless that is wished', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
    server = await startSmallServer(answerFrom(wholesome), { key, cert });
    expectTold(await failureOf(connectTo(server.url)), 'DHIS2_CERTIFICATE_UNTRUSTED');
    expect(server.seen).toEqual([]);
    const instance = await connectTo(server.url, { allowSelfSigned: true });
    expect(instance.facts.systemName).toBe('Small');
    await instance.close();
  });

  it('shows neither password nor token in any failure', async () => {
    server = await startSmallServer(refused('Unauthorized'));
    const error = await failureOf(connectTo(server.url));
    expect(JSON.stringify([error.message, error.args, String(error.cause)])).not.toContain(admin.password);
  });
});

describe('the words of the client’s failures', () => {
  const codes = Object.entries(errorCodes).filter(([code]) => code.startsWith('DHIS2_'));

  it.each(codes)('%s names the same things in both languages', (_code, { fr, en }) => {
    const names = (text: string) => new Set(text.match(/\{\w+\}/g));
    expect(names(fr.message)).toEqual(names(en.message));
    expect(fr.hint.length * en.hint.length).toBeGreaterThan(0);
  });
});

async function failureOf(attempt: Promise<{ close(): Promise<void> }>): Promise<PlatformError> {
  const outcome = await attempt.catch((error: unknown) => error);
  if (outcome instanceof PlatformError) return outcome;
  throw outcome instanceof Error ? outcome : new Error('It connected');
}

/** The code is the one expected, and its text and hint are whole in both languages. */
function expectTold(error: PlatformError, code: ErrorCode, names = ''): void {
  expect(error.code, error.message).toBe(code);
  for (const language of ['fr', 'en'] as const) {
    const { message, hint } = explainError(error, language);
    expect(`${message} ${hint}`).not.toMatch(/\{\w+\}/);
    expect(message).toContain(names);
  }
}
