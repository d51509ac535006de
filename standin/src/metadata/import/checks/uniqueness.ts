import type { Instance } from '../../../instance.ts';
import { propertiesOf, type SchemaIndex } from '../../schema-index.ts';
import type { Schema } from '../../schemas.ts';
import { type Bundle, type BundleObject, errorReport, labelOf } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/** Unique columns that no check looks at: the database refuses them while it writes (recorded for `username`). */
const ONLY_IN_DATABASE: Readonly<Record<string, readonly string[]>> = {
  user: ['username', 'openId', 'ldapId', 'uuid'],
};

type Taken = Map<string, Map<unknown, string>>;

/** E5003: a value of a unique property that another object has, in the instance or earlier in the payload. */
export function createUniquenessCheck(): (bundle: Bundle, object: BundleObject) => ErrorReport[] {
  const types = new Map<Schema, Taken>();
  return ({ instance, index }, object) => {
    const taken = types.get(object.schema) ?? takenValues(instance, index, object.schema);
    types.set(object.schema, taken);
    const errors: ErrorReport[] = [];
    for (const [key, values] of taken) {
      const value = object.payload[key];
      if (value === undefined || value === null || value === '') continue;
      const holder = values.get(value);
      if (holder !== undefined && holder !== object.uid) errors.push(duplicate(object, key, value, holder));
      else values.set(value, object.uid);
    }
    return errors;
  };
}

function takenValues({ metadata }: Instance, _index: SchemaIndex, schema: Schema): Taken {
  const taken: Taken = new Map();
  for (const [key, property] of propertiesOf(schema)) {
    if (!property.unique || !property.persisted || key === 'id') continue;
    if (ONLY_IN_DATABASE[schema.singular]?.includes(key)) continue;
    const values = new Map<unknown, string>();
    for (const object of metadata.of(schema.plural).values()) {
      if (object[key] !== undefined) values.set(object[key], object.id);
    }
    taken.set(key, values);
  }
  return taken;
}

function duplicate(object: BundleObject, key: string, value: unknown, holder: string): ErrorReport {
  const label = labelOf(object);
  const message = `Property \`${key}\` with value \`${value}\` on object ${label} already exists on object ${holder}`;
  return errorReport(object, 'E5003', message, {
    mainId: holder,
    errorProperty: key,
    properties: [key, value, label, holder],
  });
}
