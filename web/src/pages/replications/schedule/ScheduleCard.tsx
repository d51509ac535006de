import { Button } from '@dhis2-ui/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdSchedule, removeSchedule, type Schedule, scheduleQuery } from '../../../api/replications.ts';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Question } from '../../../components/Question.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from '../Replications.module.css';
import { NextStarts } from './NextStarts.tsx';
import { spellTime } from './recurrence.ts';
import { ScheduleForm } from './ScheduleForm.tsx';
import { useScheduleWords } from './useScheduleWords.ts';

interface ScheduleCardProps {
  readonly replication: string;
  readonly mayChange: boolean;
}

/** When a replication runs by itself, with what comes next; changed in place. */
export function ScheduleCard({ replication, mayChange }: ScheduleCardProps) {
  const { t } = useTranslation('schedule');
  const { data: schedule, error, isPending } = useQuery(scheduleQuery(replication));
  const [isOpen, setIsOpen] = useState(false);
  if (isPending) return <Loading />;
  if (schedule === undefined) return <ProblemNotice error={error} />;
  if (isOpen) return <ScheduleForm {...{ replication, schedule }} onDone={() => setIsOpen(false)} />;
  return (
    <div className={styles.stack}>
      {schedule === null ? <p>{t('none')}</p> : <ScheduleInWords schedule={schedule} />}
      {mayChange && (
        <div className={styles.actions}>
          <Button onClick={() => setIsOpen(true)}>{t(schedule === null ? 'set' : 'change')}</Button>
          {schedule !== null && <Hold schedule={schedule} />}
        </div>
      )}
    </div>
  );
}

function ScheduleInWords({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation('schedule');
  const wordsOf = useScheduleWords();
  const { timeZone, window, next, isPaused, ifRunning } = schedule;
  return (
    <div>
      <p>
        <strong>{wordsOf(schedule)}</strong> ({timeZone})
      </p>
      {window !== undefined && <p>{t('within', { from: spellTime(window.from), to: spellTime(window.to) })}</p>}
      <p>{t(`ifRunningWords.${ifRunning}`)}</p>
      {isPaused ? <p>{t('isPaused')}</p> : <NextStarts next={next} timeZone={timeZone} />}
    </div>
  );
}

/** Holds a schedule, lets it go on, or takes it away. */
function Hold({ schedule: { replication, isPaused, next } }: { readonly schedule: Schedule }) {
  const { t } = useTranslation('schedule');
  const { moment } = useFormats();
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const onSuccess = () => client.invalidateQueries({ queryKey: ['schedules'] });
  const hold = useMutation({ mutationFn: () => holdSchedule(replication, isPaused ? 'resume' : 'pause'), onSuccess });
  const removal = useMutation({ mutationFn: () => removeSchedule(replication), onSuccess });
  const [first] = next;
  return (
    <>
      <Button loading={hold.isPending} onClick={() => hold.mutate()}>
        {t(isPaused ? 'resume' : 'pause')}
      </Button>
      <Button destructive secondary onClick={() => setIsAsking(true)}>
        {t('remove')}
      </Button>
      <ProblemNotice error={hold.error} />
      {isAsking && (
        <Question
          title={t('removeTitle')}
          confirm={t('remove')}
          isDestructive
          isBusy={removal.isPending}
          error={removal.error}
          onConfirm={() => removal.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <p>{t('removeText')}</p>
          {first !== undefined && <p>{t('removeNext', { moment: moment(first.startsAt) })}</p>}
        </Question>
      )}
    </>
  );
}
