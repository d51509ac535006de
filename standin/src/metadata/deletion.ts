import type { Instance, StoredObject } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { timestamp } from '../timestamp.ts';
import { defaultUid } from './default-objects.ts';
import type { Transaction } from './import/transaction.ts';
import { idOf, isJson, type Json, jsonObjects } from './json.ts';
import { isReference, propertiesOf, schemaIndexOf, simpleName, targetSchema } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

/**
 * Says what keeps an object from being deleted: the class name, in some cases with names in brackets; or undefined.
 * @throws WebMessageError where the database refuses, and not DHIS2.
 */
export type DeletionVeto = (instance: Instance, plural: string, uid: string) => string | undefined;

/** One row of `/api/deletedObjects`. */
export interface DeletedObject {
  readonly uid: string;
  readonly code?: unknown;
  readonly deletedAt: string;
  readonly klass: string;
  readonly deletedBy: string;
}

const vetoes = instanceState<DeletionVeto[]>(() => []);

/** What was deleted in an instance, in order. */
export const deletedObjectsOf = instanceState<DeletedObject[]>(() => []);

/** Lets another area (data, tracker) keep an object that it still needs. */
export function addDeletionVeto(instance: Instance, veto: DeletionVeto): void {
  vetoes(instance).push(veto);
}

/** Children that go with their parent instead of keeping it: `[child's type, its property]`. */
const CASCADES = new Set([
  'options.optionSet',
  'programStages.program',
  'programStageSections.programStage',
  'programSections.program',
  'programRules.program',
  'programRuleVariables.program',
  'programRuleActions.programRule',
  'categoryOptionCombos.categoryCombo',
  'categoryOptionCombos.categoryOptions',
  'sections.dataSet',
]);

/** Lists whose members are kept by them; from every other list a deleted member is taken out. */
const KEEPING_LISTS = new Set(['categoryCombos.categories', 'users.userRoles']);

/** References to a category combo: whoever used it gets the default one (`DataElementDeletionHandler` and its like). */
const DEFAULTED = new Set(['dataElements.categoryCombo', 'dataSets.categoryCombo', 'programs.categoryCombo']);

/** Holders that a veto names, in brackets (recorded in `deletions.jsonl`); of the others only the class is said. */
const NAMED: Readonly<Record<string, (holder: StoredObject) => string>> = {
  'categoryCombos.categories': ({ name }) => String(name),
  'users.userRoles': ({ firstName, surname }) => `${firstName} ${surname}`,
};

/** The class that keeps an object from being deleted (E4030, API.md §4.5), or undefined. */
export function deletionVeto(instance: Instance, schema: Schema, object: StoredObject): string | undefined {
  for (const [holder, key, property] of referringProperties(instance, schema)) {
    const place = `${holder.plural}.${key}`;
    if (CASCADES.has(place) || DEFAULTED.has(place)) continue;
    if (property.collection && !KEEPING_LISTS.has(place)) continue;
    const others = [...instance.metadata.of(holder.plural).values()].filter((other) => refersTo(other[key], object.id));
    const [first] = others;
    if (!first) continue;
    // Children come out of a hash set: for the recorded ones that is backwards.
    if (place === 'organisationUnits.parent') return `OrganisationUnit (${others.map(nameOf).reverse().join(',')})`;
    const name = NAMED[place]?.(first);
    return simpleName(holder.klass) + (name === undefined ? '' : ` (${name})`);
  }
  for (const veto of vetoes(instance)) {
    const kept = veto(instance, schema.plural, object.id);
    if (kept !== undefined) return kept;
  }
  return undefined;
}

function nameOf({ name }: StoredObject): string {
  return String(name);
}

function* referringProperties(instance: Instance, schema: Schema): Generator<[Schema, string, SchemaProperty]> {
  const index = schemaIndexOf(instance);
  for (const holder of index.importable) {
    for (const [key, property] of propertiesOf(holder)) {
      if (!property.owner || !isReference(property) || AUTHORS.has(key)) continue;
      if (targetSchema(index, property) === schema) yield [holder, key, property];
    }
  }
}

const AUTHORS = new Set(['createdBy', 'lastUpdatedBy', 'user']);

function refersTo(value: unknown, uid: string): boolean {
  if (Array.isArray(value)) return jsonObjects(value).some((item) => item.id === uid);
  return idOf(value) === uid;
}

/** Deletes an object with its children, and takes it out of the lists that held it. */
export function deleteObject(
  instance: Instance,
  transaction: Transaction,
  schema: Schema,
  object: StoredObject,
  deletedBy: string,
): void {
  transaction.remove(schema.plural, object.id);
  const deletedAt = timestamp(instance.now());
  const code = object.code === undefined ? {} : { code: object.code };
  deletedObjectsOf(instance).push({ uid: object.id, ...code, deletedAt, klass: simpleName(schema.klass), deletedBy });
  for (const [holder, key] of [...referringProperties(instance, schema)]) {
    for (const other of [...instance.metadata.of(holder.plural).values()]) {
      if (!refersTo(other[key], object.id)) continue;
      if (CASCADES.has(`${holder.plural}.${key}`)) deleteObject(instance, transaction, holder, other, deletedBy);
      else if (DEFAULTED.has(`${holder.plural}.${key}`)) {
        transaction.change(holder.plural, other.id, { [key]: { id: defaultUid(instance, 'categoryCombos') ?? '' } });
      } else transaction.change(holder.plural, other.id, { [key]: without(other[key], object.id) });
    }
  }
  takeFromEmbedded(instance, transaction, schema, object.id);
}

function without(value: unknown, uid: string): Json[] | undefined {
  return Array.isArray(value) ? jsonObjects(value).filter((item) => item.id !== uid) : undefined;
}

/** Embedded objects that are nothing without what they show, though the schema does not say so. */
const SHOWING = new Set(['dashboardItems']);

/** Rows that join two objects (data set elements, program stage data elements …) go with either of them. */
function takeFromEmbedded(instance: Instance, transaction: Transaction, schema: Schema, uid: string): void {
  const index = schemaIndexOf(instance);
  for (const holder of index.importable) {
    for (const [key, property] of propertiesOf(holder)) {
      const target = targetSchema(index, property);
      if (!property.collection || !target?.embeddedObject) continue;
      const keys = [...propertiesOf(target)].filter(
        ([, part]) => (part.required || SHOWING.has(key)) && targetSchema(index, part) === schema,
      );
      if (keys.length === 0) continue;
      for (const other of [...instance.metadata.of(holder.plural).values()]) {
        const items = jsonObjects(other[key]);
        const left = items.filter((item) => !keys.some(([part]) => isJson(item[part]) && item[part].id === uid));
        if (left.length < items.length) transaction.change(holder.plural, other.id, { [key]: left });
      }
    }
  }
}
