import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Schema } from '../../model/schema.ts';

/** DHIS2 keeps codes and short names in 50 characters, names in 230 (API.md §2.2). */
const lengths: Readonly<Record<string, number>> = { code: 50, shortName: 50, name: 230 };

/**
 * The object with its UID added to each of the named properties, so that it can stand beside the one that holds the
 * same values. The result is the same at every run, so that a second run finds nothing to do.
 */
export function renamed(object: MetadataObject, properties: readonly string[], schema: Schema): MetadataObject {
  const changes = properties.flatMap((property) => {
    const value = object[property];
    if (typeof value !== 'string') return [];
    const suffix = property === 'code' || property === 'username' ? `_${object.id}` : ` (${object.id})`;
    const length = schema.properties.find((each) => each.key === property)?.length ?? lengths[property] ?? 230;
    return [[property, `${value.slice(0, Math.min(length, lengths[property] ?? length) - suffix.length)}${suffix}`]];
  });
  return { ...object, ...Object.fromEntries(changes) };
}
