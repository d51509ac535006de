import { createHash } from 'node:crypto';

/**
 * The canonical text of a JSON value: keys sorted; absent, null, empty text, empty list and empty object are one and
 * the same, and left out. Two values are equal for Relais when their canonical texts are.
 */
export function canonicalText(value: unknown): string {
  return JSON.stringify(withoutEmpties(value) ?? null);
}

/** SHA-256 of the canonical text, as 32 hexadecimal digits: enough that two objects never meet by chance. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex').slice(0, 32);
}

function withoutEmpties(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpties).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, withoutEmpties(item)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
