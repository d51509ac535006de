import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schedule, setSchedule } from '../../../api/replications.ts';
import { CheckField } from '../../../components/CheckField.tsx';
import { ChoiceField } from '../../../components/ChoiceField.tsx';
import { Form } from '../../../components/Form.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { TimeField } from '../../../components/TypedField.tsx';
import styles from '../Replications.module.css';
import { RecurrenceFields } from './RecurrenceFields.tsx';
import { SchedulePreview } from './SchedulePreview.tsx';
import { draftOfSchedule, type ScheduleDraft, scheduleToSet, timeZones } from './schedule-draft.ts';

interface ScheduleFormProps {
  readonly replication: string;
  readonly schedule: Schedule | null;
  readonly onDone: () => void;
}

/** Sets when a replication runs by itself. */
export function ScheduleForm({ replication, schedule, onDone }: ScheduleFormProps) {
  const { t } = useTranslation(['schedule', 'words']);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [draft, setDraft] = useState<ScheduleDraft>(() => draftOfSchedule(schedule, here));
  const set = (change: Partial<ScheduleDraft>) => setDraft({ ...draft, ...change });
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => setSchedule(replication, scheduleToSet(draft)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['schedules'] });
      onDone();
    },
  });
  return (
    <div className={styles.name}>
      <Form
        submit={t('words:save')}
        isBusy={save.isPending}
        error={save.error}
        onSubmit={() => save.mutate()}
        more={<Button onClick={onDone}>{t('words:cancel')}</Button>}
      >
        <RecurrenceFields recurrence={draft.recurrence} onChange={(recurrence) => set({ recurrence })} />
        <SelectField
          label={t('timeZone')}
          value={draft.timeZone}
          choices={timeZones(draft.timeZone).map((zone) => ({ value: zone, label: zone }))}
          onChange={(timeZone) => set({ timeZone })}
        />
        <CheckField
          label={t('window')}
          help={t('windowHelp')}
          isChecked={draft.hasWindow}
          onChange={(hasWindow) => set({ hasWindow })}
        />
        {draft.hasWindow && (
          <div className={styles.ends}>
            <TimeField
              label={t('windowFrom')}
              value={draft.windowFrom}
              onChange={(windowFrom) => set({ windowFrom })}
            />
            <TimeField label={t('windowTo')} value={draft.windowTo} onChange={(windowTo) => set({ windowTo })} />
          </div>
        )}
        <ChoiceField
          label={t('ifRunning')}
          value={draft.ifRunning}
          choices={(['wait', 'skip'] as const).map((value) => ({ value, label: t(`ifRunningChoice.${value}`) }))}
          onChange={(ifRunning) => set({ ifRunning })}
        />
        <SchedulePreview wish={scheduleToSet(draft)} />
      </Form>
    </div>
  );
}
