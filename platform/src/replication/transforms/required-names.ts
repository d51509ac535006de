import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Transformed, TransformStep } from './transform.ts';

/** DHIS2 keeps short names in 50 characters. */
const longest = 50;

/**
 * A short name where the target's release asks for one and the source's has none (tracked entity types before 2.41,
 * validation rules before 2.43): the name, or its beginning with the UID behind it so that it stays unique.
 */
export function fillShortName(object: MetadataObject, step: TransformStep): Transformed {
  const property = step.targetSchema.properties.find((each) => each.key === 'shortName');
  const { name, shortName } = object;
  if (!property?.required || typeof name !== 'string' || (typeof shortName === 'string' && shortName !== '')) {
    return { object, losses: [] };
  }
  const filled = name.length <= longest ? name : `${name.slice(0, longest - object.id.length - 1)} ${object.id}`;
  return { object: { ...object, shortName: filled }, losses: [] };
}
