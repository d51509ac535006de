import { request as forward } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectedInstance, ConnectOptions } from './connect.ts';
import { assertDifferentInstances, compareInstances } from './same-instance.ts';
import { type Answers, connectTo, nobody, wholesome } from './testing/small-instance.ts';
import { type Answer, type SmallServer, sendJson, startSmallServer } from './testing/small-server.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const open of closing.splice(0).toReversed()) await open.close();
});

/** An instance that opens sessions under numbers of its own, as every server does, whatever its database holds. */
async function startInstance(answers: Answers = wholesome): Promise<SmallServer> {
  const sessions = new Set<string>();
  const answer: Answer = (request, response) => {
    const cookie = request.headers.cookie ?? '';
    if (!sessions.has(cookie) && request.headers.authorization === undefined) {
      return sendJson(response, { message: 'Unauthorized' }, 401);
    }
    if (!sessions.has(cookie) && request.headers.authorization?.startsWith('Basic ')) {
      const opened = `JSESSIONID=${crypto.randomUUID()}`;
      sessions.add(opened);
      response.setHeader('set-cookie', `${opened}; Path=/; HttpOnly`);
    }
    sendJson(response, answers[request.path] ?? {});
  };
  const server = await startSmallServer(answer);
  closing.push(server);
  return server;
}

/** Another way to the same instance, as a reverse proxy is. */
async function startProxy(to: SmallServer): Promise<SmallServer> {
  const proxy = await startSmallServer((asked, response) => {
    const url = `${to.url}${asked.path}?${asked.query}`;
    const onward = forward(url, { method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.end(asked.body);
  });
  closing.push(proxy);
  return proxy;
}

async function open(server: SmallServer, options: Partial<ConnectOptions> = {}): Promise<ConnectedInstance> {
  const instance = await connectTo(server.url, options);
  closing.push(instance);
  return instance;
}

const byToken = { credentials: { kind: 'token', token: 'd2pat_x' } } as const;

describe('source and target', () => {
  it('are the same at the same address', async () => {
    const server = await startInstance();
    const source = await open(server);
    const target = await connectTo(server.url.replace('127.0.0.1', 'LOCALHOST'));
    closing.push(target);
    expect(await compareInstances(source, target, nobody)).toBe('same');
    await expect(assertDifferentInstances(source, target, nobody)).rejects.toMatchObject({
      code: 'DHIS2_SAME_INSTANCE',
    });
  });

  it('are the same behind two addresses, as long as one of them is used with a password', async () => {
    const server = await startInstance();
    const proxy = await startProxy(server);
    for (const [source, target] of [
      [await open(server), await open(proxy)],
      [await open(server, byToken), await open(proxy)],
      [await open(server), await open(proxy, byToken)],
    ] as const) {
      expect(await compareInstances(source, target, nobody)).toBe('same');
    }
    expect([...server.seen, ...proxy.seen].filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('are different when one is a clone of the other: same system id, same accounts', async () => {
    const source = await open(await startInstance());
    const target = await open(await startInstance());
    expect(await compareInstances(source, target, nobody)).toBe('different');
    await assertDifferentInstances(source, target, nobody);
  });

  it('are different, and no session is shown to the other, when the system ids differ', async () => {
    const info = { ...Object(wholesome['/api/system/info']), systemId: 'another' };
    const [first, second] = [await startInstance(), await startInstance({ ...wholesome, '/api/system/info': info })];
    const [source, target] = [await open(first), await open(second)];
    const before = first.seen.length + second.seen.length;
    expect(await compareInstances(source, target, nobody)).toBe('different');
    expect(first.seen.length + second.seen.length).toBe(before);
  });

  it('are not proved the same by a proxy that logs everybody in', async () => {
    const source = await startSmallServer((request, response) => sendJson(response, wholesome[request.path] ?? {}));
    closing.push(source);
    const target = await startInstance();
    expect(await compareInstances(await open(source), await open(target), nobody)).toBe('different');
  });

  it('stay unproven where both are used with tokens', async () => {
    const server = await startInstance();
    const proxy = await startProxy(server);
    const [source, target] = [await open(server, byToken), await open(proxy, byToken)];
    expect(await compareInstances(source, target, nobody)).toBe('unproven');
    await assertDifferentInstances(source, target, nobody);
  });
});
