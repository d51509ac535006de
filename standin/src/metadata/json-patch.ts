import { WebMessageError } from '../web-message.ts';
import { isJson, type Json } from './json.ts';

/**
 * Applies a JSON patch (`add`, `replace`, `remove`, and DHIS2's own `remove-by-id`) to a copy of an object.
 * @throws WebMessageError 400 when the body is no list of operations.
 */
export function patched(object: Json, operations: unknown): Json {
  if (!Array.isArray(operations))
    throw new WebMessageError(400, 'Unexpected JSON patch: an array of operations is needed');
  const copy = structuredClone(object);
  for (const operation of operations.filter(isJson)) apply(copy, operation);
  return copy;
}

function apply(root: Json, { op, path, value, id }: Json): void {
  const parts = String(path).split('/').slice(1).map(unescaped);
  const last = parts.pop();
  const parent = parts.reduce<unknown>((current, part) => child(current, part), root);
  if (last === undefined || parent === undefined) return;
  if (op === 'remove-by-id') removeById(child(parent, last), id);
  else if (op === 'remove') removeAt(parent, last);
  else if (Array.isArray(parent)) addToList(parent, last, value, op === 'replace');
  else if (isJson(parent)) parent[last] = value;
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function child(current: unknown, part: string): unknown {
  if (Array.isArray(current)) return current[Number(part)];
  return isJson(current) ? current[part] : undefined;
}

function removeAt(parent: unknown, last: string): void {
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isJson(parent)) delete parent[last];
}

function addToList(list: unknown[], last: string, value: unknown, replaces: boolean): void {
  if (last === '-') list.push(value);
  else list.splice(Number(last), replaces ? 1 : 0, value);
}

function removeById(list: unknown, id: unknown): void {
  if (!Array.isArray(list)) return;
  const at = list.findIndex((item) => isJson(item) && item.id === id);
  if (at >= 0) list.splice(at, 1);
}
