import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Loss, Transformed, TransformStep } from './transform.ts';

/**
 * Leaves out the second translation of a property into a language, and one that lacks a part: old releases let both in, and since then
 * none takes such an object (E1106 and E4000, TranslationsCheck, 2.40.1 to 2.43.1), nor the data that hang on it. The first is kept.
 */
export function leaveOutTranslations(object: MetadataObject, _step: TransformStep): Transformed {
  if (!Array.isArray(object.translations)) return { object, losses: [] };
  const seen = new Set<string>();
  const losses: Loss[] = [];
  const translations = object.translations.filter((each) => {
    const { property, locale, value } = Object(each);
    const name = `${property ?? '–'} ${locale ?? '–'}`;
    if (typeof property === 'string' && typeof locale === 'string' && typeof value === 'string' && !seen.has(name)) {
      seen.add(name);
      return true;
    }
    losses.push({ property: 'translations', code: 'TRANSLATION_LEFT_OUT', value: name });
    return false;
  });
  return losses.length === 0 ? { object, losses } : { object: { ...object, translations }, losses };
}
