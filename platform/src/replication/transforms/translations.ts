import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Loss, Transformed, TransformStep } from './transform.ts';

/**
 * Leaves out a second translation of a property into a language, and one that lacks a part: old releases let both in, and since then
 * none takes such an object (E1106 and E4000, TranslationsCheck, 2.40.1 to 2.43.1), nor the data that hang on it. Of two the first by the
 * alphabet is kept: servers list them in no order, and show either.
 */
export function leaveOutTranslations(object: MetadataObject, _step: TransformStep): Transformed {
  if (!Array.isArray(object.translations)) return { object, losses: [] };
  const [names, kept] = [new Set<string>(), new Set<unknown>()];
  const losses: Loss[] = [];
  for (const each of object.translations.toSorted((left, right) => (textOf(left) < textOf(right) ? -1 : 1))) {
    const { property, locale } = Object(each);
    const name = `${property || '–'} ${locale || '–'}`;
    if (property && locale && textOf(each) !== '' && !names.has(name)) {
      names.add(name);
      kept.add(each);
    } else losses.push({ property: 'translations', code: 'TRANSLATION_LEFT_OUT', value: name });
  }
  if (losses.length === 0) return { object, losses };
  const translations = object.translations.filter((each) => kept.has(each));
  return { object: { ...object, translations }, losses };
}

/** An empty text is none to the import (2.43.1: E4000). */
function textOf(translation: unknown): string {
  return String(Object(translation).value ?? '');
}
