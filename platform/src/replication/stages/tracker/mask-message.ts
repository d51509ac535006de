import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { isUid } from '../../../model/uid.ts';

/** What stands for something that may belong to a person. */
const masked = '…';

/** Keys whose texts identify, and may be told; everything else that an object holds may belong to a person. */
const identifierKeys: ReadonlySet<string> = new Set([
  'trackedEntity',
  'enrollment',
  'event',
  'relationship',
  'note',
  'trackedEntityType',
  'relationshipType',
  'program',
  'programStage',
  'orgUnit',
  'attribute',
  'dataElement',
  'attributeOptionCombo',
  'status',
]);

/**
 * The server's words without anything that an object says about a person: refusals quote values (E1064, E1007, E1019,
 * E1125). What is quoted stays only if it is an identifier; the objects' own values are masked wherever they stand.
 */
export function maskMessage(message: string, objects: readonly TrackerObject[]): string {
  const identifiers = new Set<string>();
  const values = new Set<string>();
  for (const object of objects) collect(object, undefined, identifiers, values);
  for (const identifier of identifiers) values.delete(identifier);
  const quoted = message.replace(/`([^`]*)`|'([^']*)'|"([^"]*)"/g, (whole, a?: string, b?: string, c?: string) => {
    const text = a ?? b ?? c ?? '';
    return mayBeTold(text, identifiers, values) ? whole : whole.charAt(0) + masked + whole.charAt(0);
  });
  return [...values]
    .filter((value) => value.length > 2 && quoted.includes(value))
    .sort((left, right) => right.length - left.length)
    .reduce((text, value) => text.replaceAll(value, masked), quoted);
}

function mayBeTold(text: string, identifiers: ReadonlySet<string>, values: ReadonlySet<string>): boolean {
  if (identifiers.has(text) || identifierKeys.has(text)) return true;
  if (values.has(text)) return false;
  return isUid(text) || /^[a-z]+(_[a-z]+)+$/.test(text) || /^[A-Z]+(_[A-Z]+)+$/.test(text);
}

function collect(value: unknown, key: string | undefined, identifiers: Set<string>, values: Set<string>): void {
  if (typeof value === 'string') {
    (key !== undefined && identifierKeys.has(key) ? identifiers : values).add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, key, identifiers, values);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) collect(item, name, identifiers, values);
  }
}
