import { useTranslation } from 'react-i18next';
import { TextField } from '../../../components/TextField.tsx';
import { DateField } from '../../../components/TypedField.tsx';
import { daysOfPeriod, firstDay, lastDay, type PeriodDays, periodOfDays } from './period-days.ts';
import styles from './Selection.module.css';

interface PeriodFieldsProps {
  readonly period: string | undefined;
  readonly onChange: (period: string | undefined) => void;
}

/** The days whose data are carried. */
export function PeriodFields({ period, onChange }: PeriodFieldsProps) {
  const { t } = useTranslation('selection');
  const days = daysOfPeriod(period);
  if (days === undefined) {
    return <TextField name="period" label={t('period')} value={period ?? ''} onChange={onChange} />;
  }
  const set = (change: Partial<PeriodDays>) => onChange(periodOfDays({ ...days, ...change }));
  return (
    <div className={styles.dates}>
      <DateField
        label={t('periodFrom')}
        value={days.from === firstDay ? '' : days.from}
        onChange={(from) => set({ from })}
      />
      <DateField label={t('periodTo')} value={days.to === lastDay ? '' : days.to} onChange={(to) => set({ to })} />
    </div>
  );
}
