/** Query parameters as Fastify gives them: one value, or many where a name is repeated. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The only or first value of a parameter. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value[0] : value;
}

/** All values of a repeatable parameter. */
export function many(query: Query, name: string): string[] {
  const value = query[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether a switch is on; `fallback` when it is absent. */
export function flag(query: Query, name: string, fallback = false): boolean {
  const value = one(query, name);
  return value === undefined ? fallback : value !== 'false';
}
