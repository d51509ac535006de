/**
 * A value as the one line that stands for it in an archive: JSON with its keys sorted, so that the same content is always the
 * same bytes. Nothing is left out but what JSON has no word for.
 */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  // Not an object literal: a key called __proto__ is data here.
  return Object.fromEntries(keys.map((key) => [key, sorted(Reflect.get(value, key))]));
}
