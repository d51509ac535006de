/** One metadata object as `POST /api/metadata` takes it. */
export interface MetadataObject {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Metadata objects by the plural of their type, as in the body of `POST /api/metadata`. */
export type MetadataByType = Readonly<Record<string, readonly MetadataObject[]>>;

/** A reference to an object, or to nothing yet. */
export interface Reference {
  readonly id: string;
}

/** References to objects, in order. */
export function references(objects: readonly (Reference | string)[]): Reference[] {
  return objects.map((object) => ({ id: typeof object === 'string' ? object : object.id }));
}

/** Whether a value of a payload is an object with a UID. */
export function isMetadataObject(value: unknown): value is MetadataObject {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

/** The objects of several parts, each type's joined in the order of the parts. */
export function joinMetadata(parts: readonly MetadataByType[]): Record<string, MetadataObject[]> {
  const joined: Record<string, MetadataObject[]> = {};
  for (const part of parts) {
    for (const [type, objects] of Object.entries(part)) {
      joined[type] = [...(joined[type] ?? []), ...objects];
    }
  }
  return joined;
}
