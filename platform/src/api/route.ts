import type { z } from 'zod';
import type { Access } from '../access/access.ts';
import type { Subject } from '../access/may.ts';
import { type Action, type Permission, permissions } from '../access/permissions.ts';
import type { Principal } from '../access/principal.ts';
import type { Origin } from '../access/sessions.ts';
import type { Language } from '../model/language.ts';
import type { ApiParts } from './api-parts.ts';
import type { CookieJar } from './cookies.ts';

/** What a handler tells; moments are written as texts on the way out. */
export type Told<T> = T extends string
  ? string extends T
    ? string | Date
    : T
  : T extends readonly (infer Item)[]
    ? readonly Told<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Told<T[Key]> }
      : T;

/** One event of a stream. */
export interface ServerEvent {
  readonly name: string;
  /** What the client sends back as `Last-Event-ID`; absent where nothing is to be resumed there. */
  readonly id?: string | undefined;
  readonly data: unknown;
}

/** An answer that is no JSON object. */
export type OtherAnswer =
  | {
      readonly kind: 'text';
      readonly type: string;
      readonly content: string | AsyncIterable<string>;
      /** Under this name it is saved. */
      readonly fileName?: string | undefined;
    }
  | { readonly kind: 'events'; readonly events: AsyncIterable<ServerEvent> }
  | { readonly kind: 'redirect'; readonly to: string };

/** A request as a handler gets it: parsed, its sender known where one is needed, and permitted. */
export interface Call<Params, Query, Body, Who> {
  readonly parts: ApiParts;
  /** Acts for whoever asks. In a route that writes, its database is one transaction for all that the request does. */
  readonly access: Access;
  readonly principal: Who;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly origin: Origin;
  readonly cookies: CookieJar;
  readonly language: Language;
  /** Aborted when the client has gone, or the process ends. */
  readonly signal: AbortSignal;
  readonly lastEventId: string | undefined;
}

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Answered<S extends Schema> = S extends z.ZodType ? Told<z.output<S>> : OtherAnswer | undefined;

interface RouteWords {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, parameters as `:name`. */
  readonly path: string;
  /** What it does, in one line, for the document. */
  readonly summary: string;
  /** 200, or 204 where nothing is answered. */
  readonly status?: number;
  /** Kinds of content where the answer is no JSON. */
  readonly produces?: readonly string[];
  /** Starts work: the same `Idempotency-Key` again gives the same answer, and nothing is started. */
  readonly takesKey?: true;
  /** Proves who somebody is: asked for less often than the rest. */
  readonly isProof?: true;
  /** Has transactions of its own, because it speaks to others in between or because its failures are to be remembered. */
  readonly isOnItsOwn?: true;
}

interface RouteSchemas<P extends Schema, Q extends Schema, B extends Schema, A extends Schema> {
  readonly params?: P | undefined;
  readonly query?: Q | undefined;
  readonly body?: B | undefined;
  readonly answer?: A | undefined;
}

/** What anybody may ask, logged in or not. */
interface OpenRoute<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>
  extends RouteWords,
    RouteSchemas<P, Q, B, A> {
  handle(call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, Principal | undefined>): Promise<Answered<A>>;
}

/** What the row of the permission table says who may ask. */
interface GuardedRoute<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>
  extends RouteWords,
    RouteSchemas<P, Q, B, A> {
  readonly action: Action;
  /** What it is about; `each`: the handler leaves out, or refuses, what the row does not permit. */
  readonly subject:
    | 'none'
    | 'self'
    | 'each'
    | ((call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, Principal>) => Promise<Subject>);
  handle(call: Call<Parsed<P>, Parsed<Q>, Parsed<B>, Principal>): Promise<Answered<A>>;
}

type AnyCall = Call<never, never, never, never>;

/** A route as the server sees it. */
export interface Route extends RouteWords, RouteSchemas<z.ZodType, z.ZodType, z.ZodType, z.ZodType> {
  /** Undefined where anybody may ask. */
  readonly action: Action | undefined;
  readonly subject: 'none' | 'self' | 'each' | ((call: AnyCall) => Promise<Subject>);
  handle(call: AnyCall): Promise<unknown>;
}

/** A route for everybody. */
export function openRoute<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  A extends Schema = undefined,
>(route: OpenRoute<P, Q, B, A>): Route {
  return erased({ ...route, action: undefined, subject: 'none' });
}

/** A route for those whom the permission table lets. */
export function guardedRoute<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  A extends Schema = undefined,
>(route: GuardedRoute<P, Q, B, A>): Route {
  const { instance, source, target, isOwn }: Permission = permissions[route.action];
  const needsSubject = instance !== undefined || source !== undefined || target !== undefined || isOwn === true;
  if (needsSubject && route.subject === 'none') {
    throw new Error(`${route.method} ${route.path} does not say what ${route.action} is about`);
  }
  return erased(route);
}

/** Methods take their parameters either way round, so that a table can hold routes of all shapes. */
function erased(route: Route): Route {
  return route;
}

export function textAnswer(type: string, content: string | AsyncIterable<string>, fileName?: string): OtherAnswer {
  return { kind: 'text', type, content, fileName };
}
