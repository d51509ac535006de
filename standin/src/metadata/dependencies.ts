import type { StoredObject } from '../instance.ts';
import { parseFields } from './fields.ts';
import { inverseReferences } from './inverse.ts';
import { idOf, idsOf, isJson, type Json, jsonObjects } from './json.ts';
import { type RenderContext, renderObject } from './render.ts';
import { isReference, propertiesOf, schemaIndexOf, targetSchema } from './schema-index.ts';
import type { Schema } from './schemas.ts';

/** References that an export with dependencies does not follow: whole trees and people. */
const NOT_FOLLOWED = new Set(['organisationUnit', 'user', 'userGroup', 'userRole', 'program', 'dataSet']);

/** Inverse sides that belong to the exported object (DefaultMetadataExportService, `…WithDependencies`). */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  categoryCombo: ['categoryOptionCombos'],
  dataSet: ['sections'],
  program: ['programIndicators', 'programRuleVariables', 'programRules'],
};

/** An object and what it needs, as `/api/{type}/{uid}/metadata` gives it: `:owner` fields, by plural name. */
export function withDependencies(context: RenderContext, schema: Schema, root: StoredObject): Json {
  const found = new Map<Schema, Map<string, StoredObject>>();
  const queue: [Schema, StoredObject][] = [[schema, root]];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [type, object] = next;
    const ofType = found.get(type) ?? new Map<string, StoredObject>();
    found.set(type, ofType);
    if (ofType.has(object.id)) continue;
    ofType.set(object.id, object);
    queue.push(...neighbours(context, type, object));
  }
  const owner = parseFields(':owner');
  const parts = [...found].map(([type, objects]) => {
    return [type.plural, [...objects.values()].map((object) => renderObject(context, type, object, owner))];
  });
  return Object.fromEntries(parts) as Json;
}

function neighbours(context: RenderContext, schema: Schema, object: StoredObject): [Schema, StoredObject][] {
  const { instance } = context;
  const out: [Schema, StoredObject][] = [];
  const add = (target: Schema, uids: readonly string[]): void => {
    for (const uid of uids) {
      const stored = instance.metadata.find(target.plural, uid);
      if (stored) out.push([target, stored]);
    }
  };
  for (const [target, uids] of ownReferences(context, schema, object)) add(target, uids);
  const index = schemaIndexOf(instance);
  for (const key of ALSO[schema.singular] ?? []) {
    const target = index.byPlural.get(key);
    const property = propertiesOf(schema).get(key);
    const inverse = property ? inverseReferences(instance, schema, object, property) : undefined;
    if (target) add(target, inverse ? idsOf(inverse) : pointing(instance.metadata.of(key), schema.singular, object.id));
  }
  return out;
}

function pointing(objects: Map<string, StoredObject>, key: string, uid: string): string[] {
  return [...objects.values()].filter((each) => idOf(each[key]) === uid).map((each) => each.id);
}

function* ownReferences(context: RenderContext, schema: Schema, object: Json): Generator<[Schema, string[]]> {
  const index = schemaIndexOf(context.instance);
  for (const [key, property] of propertiesOf(schema)) {
    const value = object[key];
    const target = targetSchema(index, property);
    if (value === undefined || !property.owner || !target || NOT_FOLLOWED.has(target.singular)) continue;
    if (target.embeddedObject) {
      const items = Array.isArray(value) ? jsonObjects(value) : isJson(value) ? [value] : [];
      for (const item of items) yield* ownReferences(context, target, item);
    } else if (isReference(property)) {
      const uids = Array.isArray(value) ? idsOf(value) : [idOf(value) ?? ''];
      yield [target, uids];
    }
  }
}
