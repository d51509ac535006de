import { useTranslation } from 'react-i18next';
import styles from './Journal.module.css';

interface ExportsProps {
  readonly address: (format: 'csv' | 'json', language: string) => string;
}

/** The whole of a list, as it is narrowed now, as files. */
export function Exports({ address }: ExportsProps) {
  const { t, i18n } = useTranslation('journal');
  return (
    <p className={styles.exports}>
      <a href={address('csv', i18n.language)} download>
        {t('exportCsv')}
      </a>
      <a href={address('json', i18n.language)} download>
        {t('exportJson')}
      </a>
    </p>
  );
}
