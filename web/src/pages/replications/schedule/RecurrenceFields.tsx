import { Checkbox } from '@dhis2-ui/checkbox';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { TimeField } from '../../../components/TypedField.tsx';
import styles from '../Replications.module.css';
import { beginningOf, hourSteps, type Recurrence, recurrenceKinds, weekDays } from './recurrence.ts';
import { useDayNames } from './useScheduleWords.ts';

interface RecurrenceFieldsProps {
  readonly recurrence: Recurrence;
  readonly onChange: (recurrence: Recurrence) => void;
}

/** How often: every so many hours, every day, some days of the week or of the month, or by a cron expression. */
export function RecurrenceFields({ recurrence, onChange }: RecurrenceFieldsProps) {
  const { t } = useTranslation('schedule');
  const choose = (value: string) => {
    const kind = recurrenceKinds.find((each) => each === value);
    if (kind !== undefined) onChange(beginningOf(kind, recurrence));
  };
  return (
    <>
      <SelectField
        label={t('howOften')}
        value={recurrence.kind}
        choices={recurrenceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={choose}
      />
      <Details recurrence={recurrence} onChange={onChange} />
    </>
  );
}

function Details({ recurrence, onChange }: RecurrenceFieldsProps) {
  const { t } = useTranslation('schedule');
  if (recurrence.kind === 'hourly') {
    return (
      <SelectField
        label={t('hours')}
        value={String(recurrence.everyHours)}
        choices={hourSteps.map((step) => ({ value: String(step), label: t('everyHours', { count: step }) }))}
        onChange={(step) => onChange({ ...recurrence, everyHours: Number(step) })}
      />
    );
  }
  if (recurrence.kind === 'cron') {
    return (
      <TextField
        name="cron"
        label={t('cron')}
        help={t('cronHelp')}
        value={recurrence.cron}
        onChange={(cron) => onChange({ ...recurrence, cron })}
      />
    );
  }
  const time = (
    <TimeField label={t('time')} value={recurrence.time} onChange={(next) => onChange({ ...recurrence, time: next })} />
  );
  if (recurrence.kind === 'daily') return time;
  if (recurrence.kind === 'monthly') {
    return (
      <>
        <SelectField
          label={t('dayOfMonth')}
          value={String(recurrence.day)}
          choices={Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))}
          onChange={(day) => onChange({ ...recurrence, day: Number(day) })}
        />
        {time}
      </>
    );
  }
  return (
    <>
      <WeekDays days={recurrence.days} onChange={(days) => onChange({ ...recurrence, days })} />
      {time}
    </>
  );
}

interface WeekDaysProps {
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}

function WeekDays({ days, onChange }: WeekDaysProps) {
  const { t } = useTranslation('schedule');
  const names = useDayNames();
  return (
    <fieldset className={styles.boxes}>
      <legend>{t('days')}</legend>
      {weekDays.map((day) => (
        <Checkbox
          key={day}
          dense
          label={names.get(day)}
          checked={days.includes(day)}
          onChange={({ checked }) =>
            onChange(weekDays.filter((each) => (each === day ? checked : days.includes(each))))
          }
        />
      ))}
    </fieldset>
  );
}
