import { useTranslation } from 'react-i18next';
import type { Schedule } from '../../../api/replications.ts';
import { getLanguage } from '../../../i18n/languages.ts';
import styles from '../Replications.module.css';

interface NextStartsProps {
  readonly next: Schedule['next'];
  readonly timeZone: string;
}

/** The next times that a replication runs by itself, as clocks of its time zone show them. */
export function NextStarts({ next, timeZone }: NextStartsProps) {
  const { t, i18n } = useTranslation('schedule');
  const { locale } = getLanguage(i18n.language);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
  return (
    <>
      <h3>{t('next')}</h3>
      <ol className={styles.list}>
        {next.map(({ dueAt, startsAt }) => (
          <li key={dueAt}>
            {format.format(new Date(startsAt))}
            {startsAt !== dueAt && ` (${t('waitsForWindow', { due: format.format(new Date(dueAt)) })})`}
          </li>
        ))}
      </ol>
    </>
  );
}
