import { useTranslation } from 'react-i18next';
import type { DailyKpis } from '../../api/home.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './DayChart.module.css';

interface DayChartProps {
  readonly title: string;
  readonly total: number;
  readonly days: readonly DailyKpis[];
  readonly of: (day: DailyKpis) => number;
  readonly format: (value: number) => string;
}

const height = 48;
const step = 10;
/** A day on which something happened is seen, however little it was. */
const leastHeight = 2;

/** A bar for each day; what it shows is also said in words. */
export function DayChart({ title, total, days, of, format }: DayChartProps) {
  const { t } = useTranslation('home');
  const { day: formatDay } = useFormats();
  const most = days.reduce<DailyKpis | undefined>((best, day) => (best && of(best) >= of(day) ? best : day), undefined);
  const peak = most === undefined ? 0 : of(most);
  const words =
    most === undefined || peak === 0
      ? t('chartNothing', { title })
      : t('chart', { title, total: format(total), most: format(peak), day: formatDay(most.day) });
  const heightOf = (value: number) => (value === 0 ? 0 : Math.max(leastHeight, (value / peak) * height));
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${days.length * step} ${height + 1}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      {days.map((day, index) => (
        <rect
          key={day.day}
          className={styles.bar}
          x={index * step + 1}
          y={height - heightOf(of(day))}
          width={step - 2}
          height={heightOf(of(day))}
        >
          <title>{`${formatDay(day.day)} · ${format(of(day))}`}</title>
        </rect>
      ))}
      <line className={styles.ground} x1="0" x2={days.length * step} y1={height + 0.5} y2={height + 0.5} />
    </svg>
  );
}
