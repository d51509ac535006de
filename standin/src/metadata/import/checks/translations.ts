import { jsonObjects } from '../../json.ts';
import { type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/** E1106 (two translations of a property into a language) and E4000 (one without a part): TranslationsCheck of 2.40.1 to 2.43.1. */
export function checkTranslations(object: BundleObject): ErrorReport[] {
  const seen = new Set<string>();
  return jsonObjects(object.payload.translations).flatMap((translation) => {
    const { property, locale } = translation;
    const name = `${property}_${locale}`;
    const errors = ['locale', 'property', 'value']
      .filter((key) => (translation[key] ?? '') === '')
      .map((key) => errorReport(object, 'E4000', `Missing required property \`${key}\`.`, { properties: [key] }));
    if (seen.has(name)) {
      const message = `There are duplicate translation records for property \`${property}\` and locale \`${locale}\``;
      errors.unshift(errorReport(object, 'E1106', message, { properties: [property, locale] }));
    }
    seen.add(name);
    return errors;
  });
}
