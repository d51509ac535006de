import type { Bundle, BundleObject } from './bundle.ts';
import { checkAttributeValues } from './checks/attribute-values.ts';
import { checkExistence, createUidCheck } from './checks/existence.ts';
import { checkReferences } from './checks/references.ts';
import { checkSchema } from './checks/schema-check.ts';
import { checkTranslations } from './checks/translations.ts';
import { checkType } from './checks/type-checks.ts';
import { createUniquenessCheck } from './checks/uniqueness.ts';
import type { ErrorReport } from './import-report.ts';

/** Runs DHIS2's checks over a bundle and leaves their reports with the objects (API.md §4.2, §4.6). */
export function validateBundle(bundle: Bundle): void {
  const checkUid = createUidCheck();
  const checkUniqueness = createUniquenessCheck();
  for (const objects of bundle.types.values()) {
    for (const object of objects) {
      remove(object, checkExistence(bundle, object));
      if (bundle.params.importStrategy === 'DELETE' || object.removed) continue;
      remove(object, checkUid(bundle, object));
      if (bundle.params.skipValidation) continue;
      remove(object, checkSchema(bundle, object));
      if (!object.removed) remove(object, checkUniqueness(bundle, object));
      remove(object, checkAttributeValues(bundle, object));
      remove(object, checkTranslations(object));
      remove(object, checkType(bundle, object));
      const references = checkReferences(bundle, object);
      object.errors.push(...references);
      object.hasBadReference = references.length > 0;
    }
  }
}

function remove(object: BundleObject, errors: readonly ErrorReport[]): void {
  object.errors.push(...errors);
  if (errors.length > 0) object.removed = true;
}
