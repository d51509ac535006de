import { isMetadataObject, type MetadataByType } from './metadata-object.ts';

/** UIDs that every DHIS2 has, and the words that analytical dimensions use in the place of UIDs. */
const KNOWN_EVERYWHERE = /^(bjDvmb4bfuf|HllvX50cXC0|GLevLNI9wkl|xYerKDKCefk|M5zQapPyTZI|[A-Z0-9]+(_[A-Z0-9]+)+)$/;

/**
 * References of a body of metadata that no object of the same body answers: `type.property → UID`, each once. What an
 * object embeds (with properties of its own beside the UID) counts as an object.
 */
export function openReferences(metadata: MetadataByType): string[] {
  const held = new Set<string>();
  const asked = new Map<string, string>();
  const walk = (value: unknown, path: string, isTop: boolean): void => {
    if (Array.isArray(value)) {
      for (const element of value) walk(element, path, isTop);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (isMetadataObject(value)) {
      const isReference =
        !isTop && Object.keys(value).every((key) => ['id', 'name', 'code', 'displayName'].includes(key));
      if (isReference) asked.set(`${path} → ${value.id}`, value.id);
      else held.add(value.id);
    }
    for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`, false);
  };
  for (const [type, objects] of Object.entries(metadata)) walk(objects, type, true);
  const isKnown = (id: string) => held.has(id) || KNOWN_EVERYWHERE.test(id);
  return [...asked].filter(([, id]) => !namedBy(id).every(isKnown)).map(([where]) => where);
}

/** What an item of a dimension names: `element.combo`, `OU_GROUP-group`; periods and levels name no object. */
function namedBy(item: string): string[] {
  if (/^(LEVEL-\d+|\d{4}(\d{2}|Q\d)?)$/.test(item)) return [];
  return item.replace('OU_GROUP-', '').split('.');
}
