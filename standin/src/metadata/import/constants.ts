import type { Instance } from '../../instance.ts';
import { WebMessageError } from '../../web-message.ts';
import { type Json, jsonObjects } from '../json.ts';
import { propertiesOf, schemaIndexOf } from '../schema-index.ts';
import type { Schema, SchemaProperty } from '../schemas.ts';

/**
 * Refuses a payload with a constant that the release does not know: Jackson gives up on the whole request (API.md §2).
 * @throws WebMessageError 500 with Jackson's words, as 2.40 answered one (recorded, `token-create`).
 */
export function checkConstants(instance: Instance, payload: Json, body?: string): void {
  for (const schema of schemaIndexOf(instance).importable) {
    const objects = jsonObjects(payload[schema.plural]);
    if (objects.length === 0) continue;
    for (const [key, property] of propertiesOf(schema)) {
      if (property.propertyType !== 'CONSTANT' || property.collection) continue;
      for (const object of objects) checkConstant(schema, property, object[key], body);
    }
  }
}

function checkConstant(
  schema: Schema,
  { constants, klass, name }: SchemaProperty,
  value: unknown,
  body?: string,
): void {
  if (typeof value !== 'string' || value === '' || !constants || constants.includes(value)) return;
  throw new WebMessageError(
    500,
    `Cannot deserialize value of type \`${klass}\` from String "${value}": ` +
      `not one of the values accepted for Enum class: [${constants.join(', ')}]` +
      (body === undefined ? '' : placeOf(schema, name, value, body)),
  );
}

/** Where Jackson met the value, when it reads the request itself (recorded: 2.40, `POST /api/apiToken`). */
function placeOf(schema: Schema, name: string, value: string, body: string): string {
  const before = body.slice(0, Math.max(body.indexOf(JSON.stringify(value)), 0)).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return (
    `\n at [Source: (org.apache.catalina.connector.CoyoteInputStream); line: ${before.length}, column: ${column}] ` +
    `(through reference chain: ${schema.klass}["${name}"])`
  );
}
