import { useTranslation } from 'react-i18next';
import type { LogFilter } from '../../api/log.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import styles from './Journal.module.css';
import { LogTable } from './LogTable.tsx';
import { useLiveLog } from './useLiveLog.ts';

/** What happens while somebody looks; the list below stays as it was when it was asked for. */
export function LiveLog({ filter }: { readonly filter: LogFilter }) {
  const { t } = useTranslation('journal');
  const { entries, error } = useLiveLog(filter);
  return (
    <section aria-labelledby="live" className={styles.live}>
      <h2 id="live">{t('liveTitle')}</h2>
      <ProblemNotice error={error} />
      <p role="status">{entries.length === 0 ? t('liveWaits') : t('liveCount', { count: entries.length })}</p>
      {entries.length > 0 && <LogTable caption={t('liveTitle')} entries={entries} />}
    </section>
  );
}
