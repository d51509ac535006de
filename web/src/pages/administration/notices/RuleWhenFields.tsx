import { useTranslation } from 'react-i18next';
import { CheckField } from '../../../components/CheckField.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { OptionalTimeField } from '../../../components/TypedField.tsx';
import styles from '../Administration.module.css';
import type { RuleDraft } from './rule-draft.ts';

const digests = ['none', 'hourly', 'daily'] as const;

interface RuleWhenFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

/** When it is told. */
export function RuleWhenFields({ draft, onChange }: RuleWhenFieldsProps) {
  const { t } = useTranslation('notices');
  return (
    <>
      <SelectField
        label={t('digest')}
        value={draft.digest}
        choices={digests.map((value) => ({ value, label: t(`digests.${value}`) }))}
        onChange={(next) => onChange({ digest: digests.find((each) => each === next) ?? draft.digest })}
      />
      {draft.digest === 'daily' && (
        <OptionalTimeField
          label={t('digestAt')}
          value={draft.digestAt}
          onChange={(digestAt) => onChange({ digestAt })}
        />
      )}
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('quietHours')}</legend>
        <p className={styles.soft}>{t('quietHelp')}</p>
        <div className={styles.fields}>
          <div className={styles.field}>
            <OptionalTimeField
              label={t('quietFrom')}
              value={draft.quietFrom}
              onChange={(quietFrom) => onChange({ quietFrom })}
            />
          </div>
          <div className={styles.field}>
            <OptionalTimeField
              label={t('quietUntil')}
              value={draft.quietUntil}
              onChange={(quietUntil) => onChange({ quietUntil })}
            />
          </div>
        </div>
        <CheckField
          label={t('quietForCritical')}
          isChecked={draft.quietForCritical}
          onChange={(quietForCritical) => onChange({ quietForCritical })}
        />
      </fieldset>
      <TextField
        name="timeZone"
        label={t('timeZone')}
        value={draft.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
      />
      <TextField
        name="repeatAfterMinutes"
        label={t('repeatAfter')}
        help={t('repeatHelp')}
        value={draft.repeatAfterMinutes}
        onChange={(repeatAfterMinutes) => onChange({ repeatAfterMinutes })}
      />
    </>
  );
}
