import { fileResourcesOf } from '../../../files/file-resource-store.ts';
import { idOf, isJson, type Json, jsonObjects } from '../../json.ts';
import { isReference, propertiesOf, simpleName, targetSchema } from '../../schema-index.ts';
import type { Schema } from '../../schemas.ts';
import { type Bundle, type BundleObject, errorReport, labelOf } from '../bundle.ts';
import { givenSharing } from '../given-sharing.ts';
import type { ErrorReport } from '../import-report.ts';

/** People are exempt from the check (API.md §4.3). */
const EXEMPT = new Set(['user', 'createdBy', 'lastUpdatedBy']);

/** Event charts and event reports are rows of the table of event visualizations (API.md §2.1). */
const SAME_TABLE: Readonly<Record<string, string>> = {
  eventCharts: 'eventVisualizations',
  eventReports: 'eventVisualizations',
};

/** E5002: references to objects that neither the instance nor the payload has (API.md §4.3). */
export function checkReferences(bundle: Bundle, object: BundleObject): ErrorReport[] {
  const errors = [...badReferences(bundle, object, object.schema, object.payload)];
  if (!bundle.params.skipSharing && object.schema.shareable) errors.push(...badSharing(bundle, object));
  return errors;
}

function* badReferences(bundle: Bundle, object: BundleObject, schema: Schema, part: Json): Generator<ErrorReport> {
  for (const [key, property] of propertiesOf(schema)) {
    const value = part[key];
    if (value === undefined || value === null || !property.owner || !property.persisted || EXEMPT.has(key)) continue;
    const target = targetSchema(bundle.index, property);
    if (!target) continue;
    const items = Array.isArray(value) ? jsonObjects(value) : isJson(value) ? [value] : [];
    if (target.embeddedObject) {
      for (const item of items) yield* badReferences(bundle, object, target, item);
    } else if (isReference(property)) {
      for (const item of items) {
        const uid = idOf(item);
        if (uid !== undefined && !isKnown(bundle, target.plural, uid)) yield invalid(object, target, uid, key);
      }
    }
  }
}

function isKnown({ instance, brings }: Bundle, plural: string, uid: string): boolean {
  // Files are kept by another area (recorded: files).
  if (plural === 'fileResources') return fileResourcesOf(instance).has(uid);
  const table = SAME_TABLE[plural] ?? plural;
  return instance.metadata.find(table, uid) !== undefined || brings(table, uid);
}

function invalid(object: BundleObject, target: Schema, uid: string, association: string): ErrorReport {
  const reference = `[${uid}] (${simpleName(target.klass)})`;
  const detail = {
    mainId: object.uid,
    errorProperty: association,
    properties: [reference, labelOf(object), association],
  };
  return errorReport(object, 'E5002', invalidText(reference, labelOf(object), association), detail);
}

function invalidText(reference: string, label: string, association: string): string {
  return `Invalid reference ${reference} on object ${label} for association \`${association}\``;
}

/** Users and user groups that sharing names; these reports come without `mainId` (recorded). */
function badSharing(bundle: Bundle, object: BundleObject): ErrorReport[] {
  const sharing = givenSharing(bundle.instance.minor, object.payload);
  const missing = (plural: string, klass: string, entries: unknown, association: string): ErrorReport[] =>
    Object.keys(isJson(entries) ? entries : {}).flatMap((uid) => {
      if (isKnown(bundle, plural, uid)) return [];
      const properties = [`[${uid}] (${klass})`, labelOf(object), association];
      return [
        errorReport(object, 'E5002', invalidText(`[${uid}] (${klass})`, labelOf(object), association), { properties }),
      ];
    });
  return [
    ...missing('users', 'User', sharing?.users, 'userAccesses'),
    ...missing('userGroups', 'UserGroup', sharing?.userGroups, 'userGroupAccesses'),
  ];
}
