import { simpleName } from '../../schema-index.ts';
import { type Bundle, type BundleObject, errorReport, labelOf } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/** E5000 and E5001: what the strategy asks of objects that exist, or do not. */
export function checkExistence({ params }: Bundle, object: BundleObject): ErrorReport[] {
  const { importStrategy, identifier } = params;
  if (importStrategy === 'CREATE' && object.existing) {
    const properties = [identifier, labelOf(object)];
    const message =
      'Found matching object for reference, but import mode is CREATE. ' +
      `Identifier was ${identifier}, and object was ${labelOf(object)}.`;
    return [errorReport(object, 'E5000', message, { mainId: object.uid, properties })];
  }
  if (object.existing || importStrategy === 'CREATE' || importStrategy === 'CREATE_AND_UPDATE') return [];
  const deletes = importStrategy === 'DELETE';
  const label = deletes ? namelessLabel(object) : labelOf(object);
  const message = `No matching object for reference. Identifier was ${identifier}, and object was ${label}.`;
  const detail = { mainId: object.uid, properties: [identifier, label], ...(deletes ? {} : { errorProperty: 'id' }) };
  return [errorReport(object, 'E5001', message, detail)];
}

/** What is to be deleted comes without a name; an option combo without one calls itself by its UID. */
function namelessLabel({ uid, schema }: BundleObject): string {
  const name = schema.plural === 'categoryOptionCombos' ? `${uid} ` : '';
  return `${name}[${uid}] (${simpleName(schema.klass)})`;
}

/** E5004 and E4014: a UID that comes twice in the payload, and one that is none. */
export function createUidCheck(): (bundle: Bundle, object: BundleObject) => ErrorReport[] {
  const seen = new Set<string>();
  return (_bundle, object) => {
    const key = `${object.schema.plural} ${object.uid}`;
    const isSecond = seen.has(key);
    seen.add(key);
    if (isSecond) {
      const message = `Id \`${object.uid}\` for type \`${simpleName(object.schema.klass)}\` exists on more than 1 object in the payload, removing all but the first found`;
      return [
        errorReport(object, 'E5004', message, {
          mainId: object.uid,
          properties: [object.uid, simpleName(object.schema.klass)],
        }),
      ];
    }
    if (/^[A-Za-z][A-Za-z0-9]{10}$/.test(object.uid)) return [];
    const message = `Invalid UID \`${object.uid}\` for property \`${simpleName(object.schema.klass)}\``;
    return [
      errorReport(object, 'E4014', message, {
        errorProperty: 'uid',
        properties: [object.uid, simpleName(object.schema.klass)],
      }),
    ];
  };
}
