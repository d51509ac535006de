import type { Instance, StoredObject } from '../instance.ts';
import { derivedValue } from './derived.ts';
import { presetKeys } from './field-presets.ts';
import type { FieldNode } from './fields.ts';
import { isJson, type Json } from './json.ts';
import { defaultOf } from './property-defaults.ts';
import { isReference, propertiesOf, schemaIndexOf, targetSchema } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';
import { transformed } from './transformers.ts';

/** What rendering needs besides the object. */
export interface RenderContext {
  readonly instance: Instance;
  /** The address that `href` starts with, for example `http://127.0.0.1:8085`. */
  readonly baseUrl: string;
  /** UIDs that are left out wherever they are referenced (`defaults=EXCLUDE`). */
  readonly without?: ReadonlySet<string>;
}

/** Renders one object as `fields=` asks; unknown properties are passed over, nulls left out. */
export function renderObject(
  context: RenderContext,
  schema: Schema,
  object: StoredObject,
  fields: readonly FieldNode[],
): Json {
  const out: Json = {};
  for (const [key, node] of selected(schema, fields)) {
    const property = propertiesOf(schema).get(key);
    if (!property?.readable) continue;
    const value = propertyValue(context, schema, object, key, property);
    if (value === undefined || value === null) continue;
    const rendered = renderValue(context, property, key, value, node?.children);
    if (rendered === undefined) continue;
    const [name, final] = transformed(key, rendered, node?.transformers ?? []);
    out[name] = final;
  }
  return out;
}

function selected(schema: Schema, fields: readonly FieldNode[]): Map<string, FieldNode | undefined> {
  const keys = new Map<string, FieldNode | undefined>();
  for (const node of fields) {
    if (node.excluded) continue;
    const preset = presetKeys(schema, node.name);
    if (!preset) keys.set(node.name, node);
    else for (const key of preset) if (!keys.has(key)) keys.set(key, undefined);
  }
  for (const node of fields) if (node.excluded) keys.delete(node.name);
  return keys;
}

/** The value of any property of an object, stored or derived, not yet rendered. */
export function propertyValue(
  context: RenderContext,
  schema: Schema,
  object: StoredObject,
  key: string,
  property: SchemaProperty,
): unknown {
  const derived = derivedValue(context, schema, object, key, property);
  if (derived !== undefined) return derived;
  return object[key];
}

function renderValue(
  context: RenderContext,
  property: SchemaProperty,
  key: string,
  value: unknown,
  children: readonly FieldNode[] | undefined,
): unknown {
  const { instance, without } = context;
  const target = targetSchema(schemaIndexOf(instance), property);
  const one = (item: unknown): unknown => {
    if (!isJson(item)) return item;
    if (isReference(property) && typeof item.id === 'string' && without?.has(item.id)) return undefined;
    if (children) return renderChild(context, target, item, children);
    if (isUserReference(property, key, target)) return shortUser(instance, item);
    return target?.embeddedObject ? renderEmbedded(context, target, item) : item;
  };
  if (!Array.isArray(value)) return one(value);
  return value.map(one).filter((item) => item !== undefined);
}

function renderChild(
  context: RenderContext,
  target: Schema | undefined,
  item: Json,
  children: readonly FieldNode[],
): unknown {
  if (!target) return pickRaw(item, children);
  if (target.embeddedObject) return renderObject(context, target, { id: '', ...item }, children);
  const stored = context.instance.metadata.find(target.plural, String(item.id));
  return renderObject(context, target, stored ?? { id: '', ...item }, children);
}

/** Objects of classes without a schema are picked from as plain JSON. */
function pickRaw(item: Json, children: readonly FieldNode[]): Json {
  if (children.some((node) => node.name === '*' || node.name.startsWith(':'))) return item;
  const out: Json = {};
  for (const node of children) {
    const value = item[node.name];
    if (value === undefined) continue;
    if (!node.children) out[node.name] = value;
    else if (Array.isArray(value))
      out[node.name] = value.filter(isJson).map((each) => pickRaw(each, node.children ?? []));
    else if (isJson(value)) out[node.name] = pickRaw(value, node.children);
  }
  return out;
}

/** Embedded objects are written with all their properties, references as `{id}` (API.md §3.2). */
function renderEmbedded(context: RenderContext, schema: Schema, item: Json): Json {
  const object = { id: '', ...item } as StoredObject;
  const out: Json = {};
  for (const [key, property] of propertiesOf(schema)) {
    if (!property.readable || HIDDEN_IN_EMBEDDED.has(key)) continue;
    if (key === 'id' && !schema.identifiableObject) continue;
    const value = AXES.has(key)
      ? []
      : (propertyValue(context, schema, object, key, property) ?? defaultOf(schema, property, key));
    if (value === undefined || value === null) continue;
    out[key] = renderValue(context, property, key, value, undefined);
  }
  return out;
}

/** Map views inside their map come with these empty (seen in a real export of 2.42.4.1). */
const AXES = new Set(['columns', 'rows', 'filters']);

const HIDDEN_IN_EMBEDDED = new Set(['href', 'user', 'createdBy', 'lastUpdatedBy', 'publicAccess']);

function isUserReference(property: SchemaProperty, key: string, target: Schema | undefined): boolean {
  if (target?.singular !== 'user') return false;
  return property.propertyTransformer === true || USER_KEYS.has(key);
}

/** Where DHIS2 writes a short user instead of `{id}` (UserPropertyTransformer). */
const USER_KEYS = new Set(['createdBy', 'lastUpdatedBy', 'user', 'users']);

function shortUser(instance: Instance, item: Json): Json | undefined {
  const user = instance.metadata.find('users', String(item.id));
  if (!user) return undefined;
  const name = `${user.firstName} ${user.surname}`;
  return { id: user.id, code: user.code ?? null, name, displayName: name, username: user.username };
}
