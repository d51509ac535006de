import type { Account, Instance, StoredObject } from '../../instance.ts';
import { isUid } from '../../uid.ts';
import { defaultUids } from '../default-objects.ts';
import { type Json, jsonObjects } from '../json.ts';
import { type SchemaIndex, schemaIndexOf, simpleName } from '../schema-index.ts';
import type { Schema } from '../schemas.ts';
import type { ImportParams } from './import-params.ts';
import type { ErrorReport } from './import-report.ts';

/** One object of a payload on its way in. */
export interface BundleObject {
  readonly schema: Schema;
  readonly payload: Json;
  readonly uid: string;
  /** Its place as reports count it: objects that exist already are counted behind the new ones. */
  readonly index: number;
  /** What the instance holds under this UID. */
  readonly existing: StoredObject | undefined;
  readonly errors: ErrorReport[];
  /** Whether an error keeps the object out; a bad reference alone does not (API.md §4.1, atomicMode). */
  removed: boolean;
  hasBadReference: boolean;
}

/** A payload taken apart by type, in import order. */
export interface Bundle {
  readonly instance: Instance;
  readonly index: SchemaIndex;
  readonly account: Account;
  readonly params: ImportParams;
  readonly types: ReadonlyMap<Schema, BundleObject[]>;
  /** Whether the payload brings an object of a type under a UID. */
  brings(plural: string, uid: string): boolean;
}

/**
 * Takes a payload apart. Keys that are no importable type are passed over, and so are the instance's own default
 * category objects (API.md §4.2, 1 and 5).
 */
export function createBundle(instance: Instance, account: Account, payload: Json, params: ImportParams): Bundle {
  const index = schemaIndexOf(instance);
  const defaults = defaultUids(instance);
  const types = new Map<Schema, BundleObject[]>();
  const uids = new Map<string, Set<string>>();
  for (const schema of index.importable) {
    if (!Array.isArray(payload[schema.plural])) continue;
    const given = jsonObjects(payload[schema.plural]).filter((each) => !defaults.has(String(each.id)));
    if (given.length === 0) continue;
    const objects = bundleObjects(instance, schema, given, params);
    types.set(schema, objects);
    uids.set(schema.plural, new Set(objects.map((object) => object.uid)));
  }
  return { instance, index, account, params, types, brings: (plural, uid) => uids.get(plural)?.has(uid) ?? false };
}

function bundleObjects(instance: Instance, schema: Schema, given: Json[], params: ImportParams): BundleObject[] {
  const found = given.map((payload) => ({ payload, existing: existingOf(instance, schema, payload, params) }));
  let newOnes = 0;
  let known = found.filter(({ existing }) => existing === undefined).length;
  return found.map(({ payload, existing }) => {
    if (existing) known += 1;
    const index = existing ? known : newOnes++;
    const uid = existing?.id ?? (typeof payload.id === 'string' ? payload.id : instance.newUid());
    return { schema, payload, uid, index, existing, errors: [], removed: false, hasBadReference: false };
  });
}

function existingOf(
  instance: Instance,
  schema: Schema,
  payload: Json,
  { identifier }: ImportParams,
): StoredObject | undefined {
  const objects = instance.metadata.of(schema.plural);
  const { id, code } = payload;
  if (identifier === 'CODE' && !USERS.has(schema.singular) && typeof code === 'string') {
    for (const object of objects.values()) if (object.code === code) return object;
    return undefined;
  }
  return isUid(id) ? objects.get(id) : undefined;
}

/** Users and user groups go by UID whatever `identifier` says (API.md §4.1). */
const USERS = new Set(['user', 'userGroup']);

/** How DHIS2 names an object in messages: `Pi [Constant001] (Constant)`. */
export function labelOf({ schema, payload, uid }: BundleObject): string {
  const name = nameOf(schema, payload);
  return `${name === undefined ? '' : `${name} `}[${uid}] (${simpleName(schema.klass)})`;
}

function nameOf(schema: Schema, payload: Json): string | undefined {
  if (schema.singular === 'user') return `${payload.firstName} ${payload.surname}`;
  return typeof payload.name === 'string' ? payload.name : undefined;
}

/** What one error report says besides code and message. */
export interface ErrorDetail {
  readonly errorProperty?: string;
  readonly errorKlass?: string;
  readonly mainId?: string;
  readonly properties?: readonly unknown[];
}

/** Makes an error report of an object; `properties` are the message's arguments. */
export function errorReport(
  object: BundleObject,
  errorCode: string,
  message: string,
  detail: ErrorDetail = {},
): ErrorReport {
  const { properties = [], ...rest } = detail;
  const args = properties.map(String);
  return { message, mainKlass: object.schema.klass, errorCode, ...rest, errorProperties: properties, args };
}
