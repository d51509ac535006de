import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonBody } from './body.ts';
import { instanceState } from './instance-state.ts';
import { isJson, type Json, jsonObjects } from './metadata/json.ts';
import { WebMessageError } from './web-message.ts';

/**
 * How a request is made to go wrong. `restart` cuts the connection, and every other for a while. `stale` answers each path as it
 * was answered first since the rule came, whatever was written or asked, until the caches are cleared: what a real server's query
 * cache was seen to do right after large writes.
 */
export type FaultKind =
  | 'delay'
  | 'drop'
  | 'status'
  | 'truncate'
  | 'hang'
  | 'session-expired'
  | 'html'
  | 'stale'
  | 'restart';

/** One rule of misbehaviour: which requests, how often, and how. */
export interface FaultRule {
  readonly match: { readonly method?: string /** A regular expression over path and query. */; readonly path?: string };
  /** How many requests it strikes; without it, all. */
  readonly times?: number;
  readonly kind: FaultKind;
  /** For `status`: 502 by default. */
  readonly status?: number;
  /** For `delay`, for how long `hang` holds the connection, and how long a `restart` takes: 1,000 ms by default. */
  readonly delayMs?: number;
  /** Seconds, sent as `Retry-After` with `status`. */
  readonly retryAfter?: number;
  /** Does the work first and spoils only the answer: the client cannot know that the write happened. */
  readonly afterWrite?: boolean;
}

/** What a stand-in is told to do wrong. */
export interface Faults {
  /** Requests that were struck by a rule since the stand-in began. */
  readonly struck: number;
  /** Adds a rule; rules are asked in the order in which they came. */
  add(rule: FaultRule): void;
  /** Stops answering for a while and forgets all sessions, as a restart in the middle does. */
  restart(milliseconds: number): void;
  clear(): void;
}

interface FaultState {
  rules: { rule: FaultRule; left: number; path: RegExp }[];
  downUntil: number;
  struck: number;
  onRestart: () => void;
  /** First answers of paths that a rule `stale` strikes. */
  readonly answers: Map<string, Buffer>;
}

const states = instanceState<FaultState>(() => ({
  rules: [],
  downUntil: 0,
  struck: 0,
  onRestart: () => undefined,
  answers: new Map(),
}));

type Instance = Parameters<typeof states>[0];

/** The faults of an instance, to be set from a test. */
export function faultsOf(instance: Instance): Faults {
  const state = states(instance);
  return {
    get struck() {
      return state.struck;
    },
    add: (rule) => {
      state.rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY, path: new RegExp(rule.match.path ?? '') });
    },
    restart: (milliseconds) => restart(state, milliseconds),
    clear: () => {
      state.rules = [];
      state.downUntil = 0;
      state.answers.clear();
    },
  };
}

function restart(state: FaultState, milliseconds = 1_000): void {
  state.downUntil = Date.now() + milliseconds;
  state.onRestart();
}

const CONTROL = '/__standin/';

/**
 * Lets the application misbehave as `faultsOf` or `POST /__standin/faults` says. Must be registered before
 * authentication, which a fault comes before.
 */
export function registerFaults(app: FastifyInstance, instance: Instance, expireSessions: () => void): void {
  const state = states(instance);
  const struck = new WeakMap<FastifyRequest, FaultRule>();
  state.onRestart = expireSessions;
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(CONTROL)) return;
    if (Date.now() < state.downUntil) return sever(request, reply);
    if (clearsCaches(request)) {
      state.answers.clear();
      state.rules = state.rules.filter(({ rule }) => rule.kind !== 'stale');
    }
    const rule = nextRule(state, request);
    if (!rule) return;
    state.struck += 1;
    if (rule.kind === 'session-expired') expireSessions();
    else if (rule.afterWrite || ['truncate', 'delay', 'stale'].includes(rule.kind)) struck.set(request, rule);
    else return strike(state, request, reply, rule);
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const rule = struck.get(request);
    if (rule?.kind === 'stale') return answerAsBefore(state, request, reply, payload);
    return rule ? spoil(state, request, reply, rule, payload) : payload;
  });
  registerControl(app, instance);
}

function nextRule(state: FaultState, request: FastifyRequest): FaultRule | undefined {
  for (const entry of state.rules) {
    const { method } = entry.rule.match;
    if (entry.left <= 0 || (method !== undefined && method !== request.method)) continue;
    if (!entry.path.test(request.url)) continue;
    entry.left -= 1;
    return entry.rule;
  }
  return undefined;
}

/** Cuts the connection without a word. */
function sever(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

async function strike(
  state: FaultState,
  request: FastifyRequest,
  reply: FastifyReply,
  rule: FaultRule,
): Promise<FastifyReply> {
  if (rule.kind === 'restart') {
    restart(state, rule.delayMs);
    return sever(request, reply);
  }
  if (rule.kind === 'drop') return sever(request, reply);
  if (rule.kind === 'hang') {
    await pause(rule.delayMs ?? 60_000);
    return sever(request, reply);
  }
  const { code, type, body } = wrongAnswer(reply, rule);
  return reply.code(code).type(type).send(body);
}

interface WrongAnswer {
  readonly code: number;
  readonly type: string;
  readonly body: string;
}

function wrongAnswer(reply: FastifyReply, { kind, status = 502, retryAfter }: FaultRule): WrongAnswer {
  if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
  const title = kind === 'html' ? 'DHIS 2 login' : `${status} from the proxy`;
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { code: kind === 'html' ? 200 : status, type: 'text/html;charset=UTF-8', body };
}

/** Spoils an answer that is ready: the work behind it is done. */
async function spoil(
  state: FaultState,
  request: FastifyRequest,
  reply: FastifyReply,
  rule: FaultRule,
  payload: unknown,
): Promise<unknown> {
  switch (rule.kind) {
    case 'delay':
      await pause(rule.delayMs ?? 1000);
      return payload;
    case 'drop':
    case 'hang':
    case 'restart':
      if (rule.kind === 'hang') await pause(rule.delayMs ?? 60_000);
      if (rule.kind === 'restart') restart(state, rule.delayMs);
      request.raw.socket.destroy();
      return payload;
    case 'truncate':
      return truncate(request, reply, payload);
    default: {
      const { code, type, body } = wrongAnswer(reply, rule);
      reply.code(code).type(type).removeHeader('content-length').removeHeader('content-encoding');
      return body;
    }
  }
}

function clearsCaches({ method, url }: FastifyRequest): boolean {
  return method !== 'GET' && url.startsWith('/api/maintenance') && /cacheClear/.test(url);
}

async function answerAsBefore(
  { answers }: FaultState,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (reply.statusCode !== 200) return payload;
  const path = request.url.replace(/\?.*$/, '');
  const before = answers.get(path) ?? (await bytesOf(payload));
  answers.set(path, before);
  reply.removeHeader('content-length');
  return before;
}

/** Promises the whole body, sends half of it, and cuts the connection. */
async function truncate(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const whole = await bytesOf(payload);
  reply.header('content-length', whole.length);
  async function* half(): AsyncGenerator<Buffer> {
    yield whole.subarray(0, Math.floor(whole.length / 2));
    await pause(20);
    request.raw.socket.destroy();
  }
  return Readable.from(half());
}

async function bytesOf(payload: unknown): Promise<Buffer> {
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return Buffer.from(payload);
  const chunks: Buffer[] = [];
  if (payload === null || payload === undefined) return Buffer.alloc(0);
  for await (const chunk of payload as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

const KINDS: readonly FaultKind[] = [
  ...(['delay', 'drop', 'status', 'truncate', 'hang', 'session-expired', 'html', 'stale', 'restart'] as const),
];

/** `POST /__standin/faults` with `{rules: […], restart?: ms}`, or one rule; `DELETE` forgets them all. */
function registerControl(app: FastifyInstance, instance: Instance): void {
  const faults = faultsOf(instance);
  app.post('/__standin/faults', (request) => {
    const body = jsonBody(request);
    const given: Json = isJson(body) ? body : {};
    const rules = Array.isArray(given.rules) ? jsonObjects(given.rules) : given.kind === undefined ? [] : [given];
    for (const rule of rules) faults.add(parseRule(rule));
    if (typeof given.restart === 'number') faults.restart(given.restart);
    return { added: rules.length };
  });
  app.delete('/__standin/faults', () => {
    faults.clear();
    return { added: 0 };
  });
}

function parseRule(given: Json): FaultRule {
  const kind = KINDS.find((each) => each === given.kind);
  if (!kind) throw new WebMessageError(400, `A fault is one of ${KINDS.join(', ')}`);
  const match = isJson(given.match) ? given.match : {};
  const numbers = ['times', 'status', 'delayMs', 'retryAfter'].flatMap((key) =>
    typeof given[key] === 'number' ? [[key, given[key]] as const] : [],
  );
  return {
    kind,
    match: {
      ...(typeof match.method === 'string' ? { method: match.method } : {}),
      ...(typeof match.path === 'string' ? { path: match.path } : {}),
    },
    ...Object.fromEntries(numbers),
    ...(given.afterWrite === true ? { afterWrite: true } : {}),
  };
}
