import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlatformError } from '../model/errors/platform-error.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { readJson } from './read-body.ts';
import type { RetryPolicy } from './retry.ts';
import { admin, instantClock } from './testing/small-instance.ts';
import { type Answer, type SmallServer, sendHtml, sendJson, startSmallServer } from './testing/small-server.ts';
import { createTransport, type RetryNotice, type Transport, type TransportOptions } from './transport.ts';

const policy: RetryPolicy = { tries: 4, baseMs: 100, capMs: 10_000, retryAfterCapMs: 60_000 };

let server: SmallServer;
let transport: Transport;
const clock = instantClock();
const notices: RetryNotice[] = [];

afterEach(async () => {
  await transport.close();
  await server.close();
  clock.waits.length = 0;
  notices.length = 0;
});

async function start(answer: Answer, options: Partial<TransportOptions> = {}): Promise<void> {
  server = await startSmallServer(answer);
  const onRetry = (notice: RetryNotice) => notices.push(notice);
  transport = createTransport({
    address: server.url,
    credentials: admin,
    clock,
    retryPolicy: policy,
    onRetry,
    ...options,
  });
}

/** Answers in turn; the last one for all that follows. */
function inTurn(...answers: Answer[]): Answer {
  let turn = 0;
  return (request, response, socket) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(request, response, socket);
  };
}

const fine: Answer = (_request, response) => sendJson(response, { fine: true });
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(code, headers);
    response.end();
  };
const hangUp: Answer = (_request, _response, socket) => socket.destroy();

function ask(request: Partial<ApiRequest> = {}): Promise<unknown> {
  const signal = request.signal ?? new AbortController().signal;
  return transport.exchange({ path: '/api/me', ...request, signal }, async (response: ApiResponse) => {
    return response.status === 200 ? readJson(response) : response.status;
  });
}

async function failure(attempt: Promise<unknown>): Promise<PlatformError> {
  return attempt.then(
    () => expect.fail('It succeeded'),
    (error: PlatformError) => error,
  );
}

describe('a request that failed', () => {
  it.each([502, 503, 504, 429])('is sent again after %i, later each time', async (code) => {
    await start(inTurn(status(code), status(code), fine));
    expect(await ask()).toEqual({ fine: true });
    expect(clock.waits).toEqual([50, 100]);
    expect(notices.map(({ attempt, tries }) => [attempt, tries])).toEqual([
      [1, 4],
      [2, 4],
    ]);
  });

  it('waits as long as the server asks for', async () => {
    await start(
      inTurn(
        status(429, { 'retry-after': '7' }),
        status(503, { 'retry-after': 'Sat, 21 Nov 2026 23:54:39 GMT' }),
        fine,
      ),
    );
    expect(await ask()).toEqual({ fine: true });
    expect(clock.waits).toEqual([7000, 9386]);
  });

  it('is given up after the last try, as something that may pass', async () => {
    await start(status(502));
    const error = await failure(ask());
    expect(error).toMatchObject({ code: 'DHIS2_SERVER_ERROR', retryable: true });
    expect(server.seen).toHaveLength(4);
  });

  it('is sent again once after 500, then its answer is kept', async () => {
    await start(status(500));
    expect(await ask()).toBe(500);
    expect(server.seen).toHaveLength(2);
  });

  it.each([400, 403, 404, 409, 413])('is never sent again after %i', async (code) => {
    await start(status(code));
    expect(await ask({ method: 'POST', path: '/api/metadata' })).toBe(code);
    expect(server.seen).toHaveLength(1);
  });

  it('is sent again when the connection is lost, an import too', async () => {
    await start(inTurn(hangUp, hangUp, fine));
    const body = { content: '{"constants":[]}', gzip: true };
    expect(await ask({ method: 'POST', path: '/api/metadata', body })).toEqual({ fine: true });
    expect(server.seen.map((request) => request.body)).toEqual(Array(3).fill('{"constants":[]}'));
    expect(notices.map(({ failure }) => failure.code)).toEqual(['DHIS2_CONNECTION_LOST', 'DHIS2_CONNECTION_LOST']);
  });

  it('is sent again when the body was cut, plain or compressed', async () => {
    const cut: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"fine":');
    };
    const cutGzip: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"fine":true}').subarray(0, 20));
    };
    await start(inTurn(cut, cutGzip, fine));
    expect(await ask()).toEqual({ fine: true });
    expect(notices.map(({ failure }) => failure.code)).toEqual(['DHIS2_BODY_TRUNCATED', 'DHIS2_BODY_TRUNCATED']);
  });

  it('is not sent again when it was HTML: a proxy does not change its mind', async () => {
    await start((_request, response) => sendHtml(response, 'Welcome'));
    expect(await failure(ask())).toMatchObject({ code: 'DHIS2_NOT_JSON' });
    expect(server.seen).toHaveLength(1);
  });
});

describe('a request', () => {
  it('says who asks, and that it is no browser', async () => {
    await start(fine);
    await ask();
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('admin:district').toString('base64')}`,
      'x-requested-with': 'XMLHttpRequest',
      'user-agent': expect.stringContaining('Relais'),
    });
  });

  it('goes below the context path', async () => {
    await start(fine);
    await transport.close();
    transport = createTransport({
      address: `${server.url}/dhis/`,
      credentials: { kind: 'token', token: 'd2pat_x' },
      clock,
    });
    await ask({ query: [['filter', 'id:in:[a,b]']] });
    expect(server.seen[0]).toMatchObject({ path: '/dhis/api/me', headers: { authorization: 'ApiToken d2pat_x' } });
    expect(server.seen[0]?.query.get('filter')).toBe('id:in:[a,b]');
  });

  it('compresses its body where DHIS2 can open it, and reads compressed answers', async () => {
    const gzipped: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"é":true}'));
    };
    await start(gzipped);
    const content = JSON.stringify({ events: ['é'] });
    expect(await ask({ method: 'POST', body: { content, gzip: true } })).toEqual({ é: true });
    await ask({ method: 'POST', body: { content, gzip: false } });
    expect(server.seen.map(({ body, headers }) => [body, headers['content-encoding']])).toEqual([
      [content, 'gzip'],
      [content, undefined],
    ]);
  });

  it('stops when it is told to: while it waits, and while it pauses', async () => {
    const waiting = new AbortController();
    await start(() => waiting.abort(new Error('enough')));
    await expect(ask({ signal: waiting.signal })).rejects.toThrow('enough');
    const before = AbortSignal.abort(new Error('never mind'));
    await expect(ask({ signal: before })).rejects.toThrow('never mind');
    expect(server.seen).toHaveLength(1);
  });
});

describe('a session', () => {
  /** A server that opens a session for whoever shows a password, and forgets sessions when told. */
  function withSessions() {
    const sessions = new Set<string>();
    let opened = 0;
    const answer: Answer = (request, response) => {
      const cookie = request.headers.cookie ?? '';
      if (cookie !== '' && !sessions.has(cookie))
        return status(302, { location: '/dhis-web-login/' })(request, response, response.req.socket);
      if (cookie === '') {
        opened += 1;
        sessions.add(`JSESSIONID=S${opened}`);
        response.setHeader('set-cookie', `JSESSIONID=S${opened}; Path=/; HttpOnly`);
      }
      setTimeout(() => sendJson(response, { fine: true }), 5);
    };
    return { answer, sessions, opened: () => opened };
  }

  it('is opened once, by the first of many requests', async () => {
    const { answer, opened } = withSessions();
    await start(answer);
    await Promise.all(Array.from({ length: 8 }, () => ask()));
    expect(opened()).toBe(1);
    expect(transport.sessionCookie()).toBe('JSESSIONID=S1');
  });

  it('that the server forgot is renewed without a word', async () => {
    const { answer, sessions, opened } = withSessions();
    await start(answer);
    await ask();
    sessions.clear();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ fine: true }));
    expect(opened()).toBeLessThanOrEqual(4);
    expect(notices).toEqual([]);
  });

  it('is opened anew after rights have changed', async () => {
    const { answer, opened } = withSessions();
    await start(answer);
    await ask();
    transport.dropSession();
    await ask();
    expect(opened()).toBe(2);
  });

  it('is not hoped for when the password was changed meanwhile', async () => {
    let isChanged = false;
    await start((request, response, socket) => {
      if (isChanged) return sendJson(response, { message: 'Unauthorized' }, 401);
      response.setHeader('set-cookie', 'JSESSIONID=S1');
      fine(request, response, socket);
    });
    await ask();
    isChanged = true;
    expect(await failure(ask())).toMatchObject({ code: 'DHIS2_PASSWORD_REFUSED' });
    expect(server.seen).toHaveLength(3);
  });
});
