import { translationContentSchema } from '../../../dhis2/entries/setting-translations.ts';
import type { EntryClass } from '../../entries/entry-class.ts';

/** The instance's texts (title, introduction, footers …) in each language. */
export const settingTranslationsClass: EntryClass = {
  kind: 'settingTranslations',
  stage: 'settings',
  compared: (content) => translationContentSchema.parse(content).text.replaceAll('\r\n', '\n'),
};
