/** NUL and lone surrogates, which PostgreSQL's text and JSON refuse and which DHIS2's own texts may hold. */
const unstorable = /\0/g;

/** A text as PostgreSQL can keep it: NUL and broken surrogate pairs become U+FFFD, the replacement character. */
export function storableText(text: string): string {
  return text.replace(unstorable, '\uFFFD').toWellFormed();
}

/** JSON text that PostgreSQL can keep and give back. */
export function storableJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? storableText(item) : item)) ?? 'null'
  );
}
