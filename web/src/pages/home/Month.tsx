import { useTranslation } from 'react-i18next';
import type { DailyKpis, HomeAnswer } from '../../api/home.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { DayChart } from './DayChart.tsx';
import styles from './Month.module.css';

interface MonthProps {
  readonly kpis: NonNullable<HomeAnswer['kpis']>;
  readonly days: readonly DailyKpis[];
}

/** The numbers of the last 30 days: a figure, a small chart, and what goes with it. */
export function Month({ kpis, days }: MonthProps) {
  const { t } = useTranslation('home');
  const { number, briefNumber, percent, bytes, duration } = useFormats();
  const share = (value: number | undefined) => (value === undefined ? '–' : percent(value));
  const mean = kpis.meanSeconds === undefined ? '–' : duration(kpis.meanSeconds * 1_000);
  const charts = [
    {
      title: t('kpiRuns'),
      total: kpis.runs,
      format: number,
      of: (day: DailyKpis) => day.runs,
      more: t('kpiFailed', { share: share(kpis.errorRate) }),
    },
    {
      title: t('kpiObjects'),
      total: kpis.objectsWritten,
      format: briefNumber,
      of: (day: DailyKpis) => day.objectsWritten,
      more: t('kpiRefused', { share: share(kpis.refusalRate) }),
    },
    {
      title: t('kpiValues'),
      total: kpis.dataValuesWritten,
      format: briefNumber,
      of: (day: DailyKpis) => day.dataValuesWritten,
      more: t('kpiMean', { duration: mean }),
    },
    {
      title: t('kpiBytes'),
      total: kpis.bytesRead + kpis.bytesWritten,
      format: bytes,
      of: (day: DailyKpis) => day.bytesRead + day.bytesWritten,
      more: t('kpiRetries', { share: share(kpis.retryRate) }),
    },
  ];
  return (
    <div className={styles.charts}>
      {charts.map(({ title, total, format, of, more }) => (
        <figure key={title} className={styles.figure}>
          <figcaption>
            <span className={styles.title}>{title}</span>
            <span className={styles.total}>{format(total)}</span>
          </figcaption>
          <DayChart title={title} total={total} days={days} of={of} format={format} />
          <p className={styles.more}>{more}</p>
        </figure>
      ))}
    </div>
  );
}
