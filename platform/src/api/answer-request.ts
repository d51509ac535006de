import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/access.ts';
import { assertMay, mayAnywhere, type Subject } from '../access/may.ts';
import type { Principal } from '../access/principal.ts';
import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { inTransaction } from '../store/in-transaction.ts';
import { answerOnce } from './answer-once.ts';
import type { ApiParts } from './api-parts.ts';
import { authenticate } from './authenticate.ts';
import { openCookies } from './cookies.ts';
import type { RequestGuard } from './limit-requests.ts';
import { assertNotCrossSite, idempotencyKeyOf, languageOf, type ReadRequest, readRequest } from './read-request.ts';
import type { Call, Route } from './route.ts';

type RouteCall = Call<unknown, unknown, unknown, Principal | undefined>;

/** The text of an answer, or what is sent in another way. */
export type Answer = { readonly json: string } | { readonly other: unknown };

/**
 * Everything between a request and its answer: who asks, how often, what, whether they may; then the work. What a route writes is one
 * transaction with its entry in the audit trail and the answer to its `Idempotency-Key`: a process that is killed leaves all of it or nothing.
 */
export async function answerRequest(
  parts: ApiParts,
  guard: RequestGuard,
  route: Route,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<Answer> {
  await guard.assertAddress(request, route);
  assertNotCrossSite(request);
  const cookies = openCookies(request, reply);
  const origin = { address: request.ip, userAgent: request.headers['user-agent'] };
  const access = (principal: Principal | undefined): Access => {
    const { database, vault, passwords, now } = parts;
    return { database, vault, passwords, now, actor: actorOf(principal, request.ip) };
  };
  const principal = await authenticate(access(undefined), request, cookies);
  if (route.action !== undefined && principal === undefined) throw new PlatformError('SESSION_ENDED');
  if (principal !== undefined) await guard.assertAccount(request, principal);
  if (route.action !== undefined && principal !== undefined && !mayAnywhere(principal, route.action)) {
    throw new PlatformError('ACCESS_DENIED', { args: { action: route.action } });
  }
  const asked = readRequest(route, request);
  const call: RouteCall = {
    parts,
    access: access(principal),
    principal,
    ...asked,
    origin,
    cookies,
    language: languageOf(request),
    signal: signalOf(parts, reply),
    lastEventId: headerOf(request, 'last-event-id'),
  };
  await assertPermitted(route, call);
  return carryOut(route, call, { asked, key: idempotencyKeyOf(route, request) });
}

/** @throws PlatformError ACCESS_DENIED. */
async function assertPermitted(route: Route, call: RouteCall): Promise<void> {
  const { action, subject } = route;
  const { principal } = call;
  if (action === undefined || principal === undefined || subject === 'each') return;
  assertMay(principal, action, await subjectOf(subject, call, principal));
}

async function subjectOf(subject: Exclude<Route['subject'], 'each'>, call: RouteCall, principal: Principal) {
  if (subject === 'none') return {};
  if (subject === 'self') return { ownerId: principal.userId } satisfies Subject;
  return subject(erasedCall(call));
}

async function carryOut(
  route: Route,
  call: RouteCall,
  { asked, key }: { readonly asked: ReadRequest; readonly key: string | undefined },
): Promise<Answer> {
  const work = async (access: Access) => told(route, await route.handle(erasedCall({ ...call, access })));
  if (route.method === 'GET' || route.isOnItsOwn === true) return work(call.access);
  const { access, principal } = call;
  return inTransaction(access.database, async (database) => {
    const within = { ...access, database };
    if (key === undefined || principal === undefined) return work(within);
    const keyed = { userId: principal.userId, key, asked: { method: route.method, path: route.path, ...asked } };
    const json = await answerOnce(database, keyed, async () => {
      const answer = await work(within);
      return 'json' in answer ? answer.json : '';
    });
    return { json };
  });
}

/** Only what the contract names leaves the process: a column that somebody adds to a row does not. */
function told(route: Route, result: unknown): Answer {
  if (route.answer === undefined) return { other: result };
  const plain: unknown = JSON.parse(JSON.stringify(result));
  return { json: JSON.stringify(route.answer.parse(plain)) };
}

/** What a call holds has been parsed by the schemas of its own route. */
function erasedCall(call: RouteCall): Parameters<Route['handle']>[0] {
  return call as Parameters<Route['handle']>[0];
}

function actorOf(principal: Principal | undefined, address: string): AuditActor {
  if (principal === undefined) return { kind: 'user', name: '', address };
  const kind = principal.proof.kind === 'token' ? 'token' : 'user';
  return { kind, name: principal.username, address };
}

function signalOf(parts: ApiParts, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  // Of this answer: its connection may carry many.
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([parts.signal, gone.signal]);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
