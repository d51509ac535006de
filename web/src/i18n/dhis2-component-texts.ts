import i18next from 'i18next';

/**
 * Stands in for `@dhis2/d2-i18n` in the build (vite.config.ts): the few words that DHIS2's components say by themselves, in the language of the
 * page. A word without a translation is said in English, as DHIS2 does.
 */
const translator = {
  t: (text: string): string => {
    const found: unknown = i18next.getResource(i18next.language, 'dhis2Components', text);
    return typeof found === 'string' ? found : text;
  },
  addResources: (): void => undefined,
  setDefaultNamespace: (): void => undefined,
};

export default translator;
