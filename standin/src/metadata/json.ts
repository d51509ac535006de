/** A JSON object of unknown shape, as payloads bring it. */
export type Json = Record<string, unknown>;

/** Whether a value is a JSON object (no array, not null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an array; anything else gives none. */
export function jsonObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The UID of a reference `{id}`; undefined when there is none. */
export function idOf(value: unknown): string | undefined {
  return isJson(value) && typeof value.id === 'string' ? value.id : undefined;
}

/** The UIDs of an array of references, in order, each once. */
export function idsOf(value: unknown): string[] {
  const ids = jsonObjects(value).map(idOf);
  return [...new Set(ids.filter((id) => id !== undefined))];
}
