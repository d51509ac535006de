import type { StoredObject } from '../instance.ts';

/** The UID of a reference such as `{id: 'abc'}`. */
export function refId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

/** The UIDs of a list of references. */
export function refIds(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const ids: string[] = [];
  for (const item of value) {
    const id = refId(item);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

/** The objects of an embedded list, such as a program's `programTrackedEntityAttributes`. */
export function embeddedObjects(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

/** A property as text; undefined when it is absent or no text. */
export function textOf(
  object: StoredObject | Record<string, unknown> | undefined,
  property: string,
): string | undefined {
  const value = object?.[property];
  return typeof value === 'string' ? value : undefined;
}
