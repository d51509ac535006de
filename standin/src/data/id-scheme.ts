import type { Instance, StoredObject } from '../instance.ts';
import { embeddedObjects, refId, textOf } from './references.ts';

/** By which property objects are named in data. */
export interface IdScheme {
  readonly type: 'UID' | 'CODE' | 'NAME' | 'ATTRIBUTE';
  /** The attribute's UID, for ATTRIBUTE. */
  readonly attribute?: string;
}

const UID_SCHEME: IdScheme = { type: 'UID' };

/** Reads `UID`, `CODE`, `NAME` or `ATTRIBUTE:uid`; anything else counts as UID. */
export function parseIdScheme(text: string | undefined): IdScheme {
  const [type = '', attribute] = (text ?? '').split(':');
  const upper = type.toUpperCase();
  if (upper === 'ATTRIBUTE' && attribute) return { type: 'ATTRIBUTE', attribute };
  return upper === 'CODE' || upper === 'NAME' ? { type: upper } : UID_SCHEME;
}

/** What names an object under a scheme; undefined when the object lacks it. */
export function identifierOf(object: StoredObject, scheme: IdScheme): string | undefined {
  if (scheme.type === 'UID') return object.id;
  if (scheme.type !== 'ATTRIBUTE') return textOf(object, scheme.type.toLowerCase());
  const found = embeddedObjects(object.attributeValues).find((value) => refId(value.attribute) === scheme.attribute);
  return textOf(found, 'value');
}

/** Looks objects of a type up under a scheme; the index is built on first use and lives as long as the finder. */
export function finderOf(
  instance: Instance,
  plural: string,
  scheme: IdScheme,
): (identifier: string) => StoredObject | undefined {
  const objects = instance.metadata.of(plural);
  if (scheme.type === 'UID') return (identifier) => objects.get(identifier);
  let index: Map<string, StoredObject> | undefined;
  return (identifier) => {
    if (index === undefined) {
      index = new Map();
      for (const object of objects.values()) {
        const key = identifierOf(object, scheme);
        if (key !== undefined) index.set(key, object);
      }
    }
    return index.get(identifier);
  };
}
