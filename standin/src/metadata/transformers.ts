import { isJson } from './json.ts';

/** Applies `~rename(x)`, `~size`, `~isEmpty`, `~isNotEmpty`, `~pluck(x)` and `~keyBy(x)` (API.md §3.2). */
export function transformed(
  key: string,
  value: unknown,
  transformers: readonly { readonly name: string; readonly args: readonly string[] }[],
): [string, unknown] {
  let name = key;
  let current = value;
  for (const { name: transformer, args } of transformers) {
    const [argument = 'id'] = args;
    if (transformer === 'rename') name = argument;
    else current = applied(transformer, argument, current);
  }
  return [name, current];
}

function applied(transformer: string, argument: string, value: unknown): unknown {
  const items = Array.isArray(value) ? value : [];
  const part = (item: unknown): unknown => (isJson(item) ? item[argument] : undefined);
  switch (transformer) {
    case 'size':
      return Array.isArray(value) ? value.length : typeof value === 'string' ? value.length : value;
    case 'isEmpty':
      return items.length === 0;
    case 'isNotEmpty':
      return items.length > 0;
    case 'pluck':
      return items.map(part);
    case 'keyBy':
      return Object.fromEntries(items.map((item) => [String(part(item)), item]));
    default:
      return value;
  }
}
