import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { noticeEventsQuery, severities } from '../../../api/notices.ts';
import { replicationsQuery } from '../../../api/replications.ts';
import { CheckField } from '../../../components/CheckField.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import styles from '../Administration.module.css';
import type { RuleDraft } from './rule-draft.ts';
import { useEventName } from './useEventName.ts';

interface RuleWhatFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

/** What is told. */
export function RuleWhatFields({ draft, onChange }: RuleWhatFieldsProps) {
  const { t } = useTranslation('notices');
  const eventName = useEventName();
  const events = useQuery(noticeEventsQuery).data ?? [];
  const replications = useQuery(replicationsQuery).data?.items ?? [];
  return (
    <>
      <SelectField
        label={t('from')}
        value={draft.severity}
        choices={severities.map((value) => ({ value, label: t(`severities.${value}`) }))}
        onChange={(next) => onChange({ severity: severities.find((each) => each === next) ?? draft.severity })}
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('events')}</legend>
        <p className={styles.soft}>{t('eventsHelp')}</p>
        <div className={styles.checks}>
          {events.map(({ name }) => (
            <CheckField
              key={name}
              label={eventName(name)}
              isChecked={draft.events.includes(name)}
              onChange={(isChosen) => onChange({ events: chosen(draft.events, name, isChosen) })}
            />
          ))}
        </div>
      </fieldset>
      {replications.length > 0 && (
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('replications')}</legend>
          <p className={styles.soft}>{t('replicationsHelp')}</p>
          <div className={styles.checks}>
            {replications.map(({ name }) => (
              <CheckField
                key={name}
                label={name}
                isChecked={draft.replications.includes(name)}
                onChange={(isChosen) => onChange({ replications: chosen(draft.replications, name, isChosen) })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

function chosen(names: readonly string[], name: string, isChosen: boolean): readonly string[] {
  const others = names.filter((each) => each !== name);
  return isChosen ? [...others, name] : others;
}
