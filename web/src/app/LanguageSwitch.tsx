import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type LanguageCode, languages } from '../i18n/languages.ts';
import { changeLanguage } from '../i18n/start-i18n.ts';
import styles from './LanguageSwitch.module.css';

/** Chooses the language of the page, each by its own name. What the service says is asked again in that language. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('layout');
  const client = useQueryClient();
  const change = async (code: LanguageCode) => {
    await changeLanguage(code);
    await client.invalidateQueries();
  };
  return (
    <select
      className={styles.select}
      aria-label={t('language')}
      value={i18n.language}
      onChange={({ target }) => {
        const chosen = languages.find(({ code }) => code === target.value);
        if (chosen !== undefined) void change(chosen.code);
      }}
    >
      {languages.map(({ code, name }) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
