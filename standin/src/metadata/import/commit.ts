import { assignFile } from '../../data/file-assignment.ts';
import type { Instance, StoredObject } from '../../instance.ts';
import { canonicalObject } from '../canonical.ts';
import { defaultUid } from '../default-objects.ts';
import { idOf, isJson, type Json, jsonObjects } from '../json.ts';
import { isReference, propertiesOf, simpleName, targetSchema } from '../schema-index.ts';
import type { Schema } from '../schemas.ts';
import { analyticalPeriods } from './analytical-periods.ts';
import { autoFields, nextVersion } from './auto-fields.ts';
import type { Bundle, BundleObject } from './bundle.ts';
import { tieLinks } from './links.ts';
import { mapViewPeriods, storeMapViews } from './map-views.ts';
import { organisationUnitsInOrder } from './organisation-unit-order.ts';
import type { Transaction } from './transaction.ts';
import { checkUserColumns, storePassword, userPayload } from './users.ts';

/**
 * Writes what validation left of a bundle, type by type in import order, new objects before known ones. A reference to
 * an object that is not written yet is lost without a word, unless a hook of DHIS2 repairs it (API.md §4.3).
 */
export function commitBundle(bundle: Bundle, transaction: Transaction): void {
  for (const [schema, objects] of bundle.types) {
    const accepted = objects.filter((object) => !object.removed);
    const created = accepted.filter((object) => !object.existing);
    const ordered = schema.singular === 'organisationUnit' ? organisationUnitsInOrder(created) : created;
    for (const object of [...ordered, ...accepted.filter((each) => each.existing)]) write(bundle, transaction, object);
  }
  repairUsers(bundle, transaction);
  assignFiles(bundle);
}

const FILE_HOLDERS = new Set(['document', 'organisationUnit', 'user']);

/** Files that objects name belong to them from now on (hooks of documents, org units and users). */
function assignFiles({ types, instance }: Bundle): void {
  for (const [{ singular }, objects] of types) {
    for (const { payload, removed } of FILE_HOLDERS.has(singular) ? objects : []) {
      const uid = singular === 'document' ? payload.url : idOf(payload.image ?? payload.avatar);
      if (!removed && typeof uid === 'string') assignFile(instance, uid);
    }
  }
}

function write(bundle: Bundle, transaction: Transaction, object: BundleObject): void {
  const { instance, index } = bundle;
  const { schema, existing } = object;
  const payload = schema.singular === 'user' ? userPayload(instance.minor, object.payload) : object.payload;
  const context = { index, now: instance.now(), newUid: instance.newUid };
  const canonical = canonicalObject(context, schema, { ...payload, id: object.uid });
  const written: StoredObject = {
    ...canonical,
    ...connected(bundle, schema, canonical),
    ...connectedDefaults(instance, schema, canonical),
    ...translations(bundle, object, canonical),
    ...ruleVariableType(instance, schema, canonical),
    ...analyticalPeriods(instance.minor, schema, payload, canonical),
    ...mapViewPeriods(instance.minor, index, schema, payload, canonical),
    ...autoFields(bundle, object),
    ...nextVersion(schema, canonical, existing),
    ...(existing && 'passwordLastUpdated' in existing ? keptOfUser(existing) : {}),
  };
  if (schema.singular === 'user') checkUserColumns(instance, written);
  transaction.put(schema.plural, written);
  tieLinks(instance, transaction, schema.plural, written, existing);
  if (schema.singular === 'user') storePassword(instance, transaction, written, payload);
  if (schema.singular === 'map') storeMapViews(instance, transaction, written, existing);
}

function ruleVariableType({ metadata }: Instance, schema: Schema, canonical: StoredObject): Json {
  if (schema.singular !== 'programRuleVariable' || canonical.valueType !== undefined) return {};
  const dataElement = metadata.find('dataElements', idOf(canonical.dataElement) ?? '');
  const attribute = metadata.find('trackedEntityAttributes', idOf(canonical.trackedEntityAttribute) ?? '');
  return { valueType: dataElement?.valueType ?? attribute?.valueType ?? 'TEXT' };
}

function keptOfUser(existing: StoredObject): Json {
  const { passwordLastUpdated, lastLogin } = existing;
  return { passwordLastUpdated, ...(lastLogin === undefined ? {} : { lastLogin }) };
}

function translations({ params }: Bundle, { existing }: BundleObject, canonical: StoredObject): Json {
  if (!params.skipTranslation || canonical.translations === undefined) return {};
  return { translations: existing?.translations ?? [] };
}

/** References without their lost ones; those of embedded objects too. */
function connected(bundle: Bundle, schema: Schema, object: Json): Json {
  const out: Json = {};
  for (const [key, property] of propertiesOf(schema)) {
    const value = object[key];
    const target = targetSchema(bundle.index, property);
    if (value === undefined || !target) continue;
    const isThere = (item: unknown): boolean => isPersisted(bundle.instance, target, idOf(item));
    if (target.embeddedObject) out[key] = withHolder(schema, target, object.id, connectedParts(bundle, target, value));
    else if (isReference(property)) {
      out[key] = Array.isArray(value) ? value.filter(isThere) : isThere(value) ? value : undefined;
    }
  }
  return out;
}

/** Rows that belong to their holder point back at it: a data set element at its data set. */
function withHolder(schema: Schema, target: Schema, id: unknown, value: unknown): unknown {
  const back = propertiesOf(target).get(schema.singular);
  if (!Array.isArray(value) || !back?.owner || back.klass !== schema.klass) return value;
  return jsonObjects(value).map((item) => ({ ...item, [schema.singular]: { id } }));
}

function connectedParts(bundle: Bundle, target: Schema, value: unknown): unknown {
  const part = (item: Json): Json => ({ ...item, ...connected(bundle, target, item) });
  if (Array.isArray(value)) return jsonObjects(value).map(part);
  return isJson(value) ? part(value) : value;
}

/** Kinds of objects that other areas of the stand-in keep; their references stay as they are. */
const KEPT_ELSEWHERE = new Set(['fileResource', 'interpretation']);

function isPersisted({ metadata }: Instance, target: Schema, uid: string | undefined): boolean {
  if (uid === undefined) return false;
  return KEPT_ELSEWHERE.has(target.singular) || metadata.find(target.plural, uid) !== undefined;
}

const DEFAULTS: Readonly<Record<string, 'categories' | 'categoryOptions' | 'categoryCombos' | 'categoryOptionCombos'>> =
  {
    Category: 'categories',
    CategoryOption: 'categoryOptions',
    CategoryCombo: 'categoryCombos',
    CategoryOptionCombo: 'categoryOptionCombos',
  };

/** A missing category combo becomes the default one (API.md §4.2, 5). */
function connectedDefaults(instance: Instance, schema: Schema, canonical: StoredObject): Json {
  const out: Json = {};
  for (const [key, property] of propertiesOf(schema)) {
    const plural = DEFAULTS[simpleName(property.klass)];
    if (plural === undefined || !property.owner || !isReference(property) || canonical[key] !== undefined) continue;
    const id = defaultUid(instance, plural);
    if (id !== undefined) out[key] = { id };
  }
  return out;
}

const REPAIRED_OF_USERS = ['userRoles', 'organisationUnits', 'dataViewOrganisationUnits', 'teiSearchOrganisationUnits'];

/** After everything else, users get the roles and units of the payload (UserObjectBundleHook, API.md §4.3). */
function repairUsers({ types, index, instance }: Bundle, transaction: Transaction): void {
  const schema = index.bySingular.get('user');
  for (const object of (schema && types.get(schema)) ?? []) {
    if (object.removed) continue;
    const payload = userPayload(instance.minor, object.payload);
    const repaired = REPAIRED_OF_USERS.map((key) => {
      const plural = key === 'userRoles' ? key : 'organisationUnits';
      const given = jsonObjects(payload[key]).filter(({ id }) => instance.metadata.find(plural, String(id)));
      return [key, given.map(({ id }) => ({ id }))];
    });
    transaction.change('users', object.uid, Object.fromEntries(repaired));
  }
}
