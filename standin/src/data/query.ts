import type { FastifyRequest } from 'fastify';

/** The parameters of a request's query string, as Spring binds them. */
export interface Query {
  one(name: string): string | undefined;
  /** A repeatable parameter; a value with commas counts as several. */
  many(name: string): string[];
  flag(name: string): boolean;
  has(name: string): boolean;
}

/** Reads a request's query string. */
export function queryOf(request: FastifyRequest): Query {
  return toQuery(request.query as Record<string, string | string[] | undefined>);
}

/** Makes a query of parameters that are read already, such as those of a form. */
export function toQuery(parameters: Readonly<Record<string, string | string[] | undefined>>): Query {
  const all = (name: string): string[] => {
    const value = parameters[name];
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  return {
    one: (name) => all(name)[0] || undefined,
    many: (name) => all(name).flatMap((value) => value.split(',').filter((part) => part !== '')),
    flag: (name) => all(name)[0] === 'true',
    has: (name) => all(name).length > 0,
  };
}
