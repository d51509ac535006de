import { useTranslation } from 'react-i18next';
import { CheckField } from '../../../components/CheckField.tsx';
import { ChoiceField } from '../../../components/ChoiceField.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { MappingFields } from '../mapping/MappingFields.tsx';
import styles from '../Replications.module.css';
import { mayDelete, policyForAll, type RunOptions, withOption } from './draft-options.ts';
import { PoliciesByType } from './PoliciesByType.tsx';
import { dataTypes } from './policies-by-type.ts';
import type { ReplicationDraft } from './replication-draft.ts';

interface HowFieldsProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
}

/** How it is copied: what becomes of what only the target has, who stands for whom, accounts, sharing, upkeep. */
export function HowFields({ draft, onChange }: HowFieldsProps) {
  const { source, target, options } = draft;
  const setOptions = (next: RunOptions) => onChange({ ...draft, options: next });
  return (
    <div className={styles.fields}>
      <DeletionFields source={source} options={options} onChange={setOptions} />
      <MappingFields
        {...{ source, target }}
        mapping={options.mapping}
        onChange={(mapping) => setOptions(withOption(options, 'mapping', mapping))}
      />
      <IdentityFields source={source} options={options} onChange={setOptions} />
      <MoreFields source={source} options={options} onChange={setOptions} />
    </div>
  );
}

interface OptionsProps {
  readonly source: string;
  readonly options: RunOptions;
  readonly onChange: (options: RunOptions) => void;
}

const deletionWords = ['report', 'propagate', 'leave'] as const;
const identityWords = ['map', 'adopt', 'rename', 'refuse'] as const;

function DeletionFields({ source, options, onChange }: OptionsProps) {
  const { t } = useTranslation('replications');
  const { deletions = {}, maxDeletions } = options;
  const percent = maxDeletions !== undefined && 'percent' in maxDeletions ? maxDeletions.percent : undefined;
  const setPercent = (text: string) => {
    const value = Number(text.replace(',', '.'));
    if (text.trim() === '') onChange(withOption(options, 'maxDeletions', undefined));
    else if (value >= 0 && value <= 100) onChange(withOption(options, 'maxDeletions', { percent: value }));
  };
  return (
    <>
      <ChoiceField
        label={t('deletions')}
        value={policyForAll(options)}
        choices={deletionWords.map((value) => ({
          value,
          label: t(`deletionPolicy.${value}`),
          help: t(`deletionHelp.${value}`),
        }))}
        onChange={(policy) => onChange(withOption(options, 'deletions', { ...deletions, '*': policy }))}
      />
      <PoliciesByType
        source={source}
        summary={t('deletionsByType')}
        help={t('deletionsByTypeHelp')}
        policies={deletions}
        choices={deletionWords.map((value) => ({ value, label: t(`deletionWord.${value}`) }))}
        others={dataTypes}
        onChange={(next) => onChange(withOption(options, 'deletions', next))}
      />
      {mayDelete(options) && (
        <TextField
          name="max-deletions"
          type="number"
          label={t('maxDeletions')}
          help={t('maxDeletionsHelp')}
          value={percent === undefined ? '' : String(percent)}
          onChange={setPercent}
        />
      )}
    </>
  );
}

function IdentityFields({ source, options, onChange }: OptionsProps) {
  const { t } = useTranslation('replications');
  const { identityPolicies = {} } = options;
  const isAny = (policies: object) => Object.keys(policies).length > 0;
  return (
    <PoliciesByType
      source={source}
      summary={t('identities')}
      help={t('identitiesHelp')}
      policies={identityPolicies}
      choices={identityWords.map((value) => ({ value, label: t(`identityWord.${value}`) }))}
      onChange={(next) => onChange(withOption(options, 'identityPolicies', isAny(next) ? { ...next } : undefined))}
    />
  );
}

const upkeep = ['caches', 'categoryOptionCombos', 'resourceTables', 'analytics', 'dataIntegrity'] as const;

function MoreFields({ options, onChange }: OptionsProps) {
  const { t } = useTranslation('replications');
  const { sharing = 'exact', newAccounts = 'disabled', afterwards = ['caches'], installApps = false } = options;
  return (
    <Disclosure summary={t('moreOptions')}>
      <div className={styles.fields}>
        <ChoiceField
          label={t('newAccounts')}
          value={newAccounts}
          choices={(['disabled', 'invited', 'random-password'] as const).map((value) => ({
            value,
            label: t(`newAccountPolicy.${value}`),
          }))}
          onChange={(policy) => onChange(withOption(options, 'newAccounts', policy))}
        />
        <ChoiceField
          label={t('sharing')}
          value={sharing}
          choices={(['exact', 'without'] as const).map((value) => ({ value, label: t(`sharingChoice.${value}`) }))}
          onChange={(choice) => onChange(withOption(options, 'sharing', choice))}
        />
        <fieldset className={styles.boxes}>
          <legend>{t('afterwards')}</legend>
          {upkeep.map((word) => (
            <CheckField
              key={word}
              label={t(`upkeep.${word}`)}
              isChecked={afterwards.includes(word)}
              onChange={(isChosen) =>
                onChange(
                  withOption(
                    options,
                    'afterwards',
                    upkeep.filter((each) => (each === word ? isChosen : afterwards.includes(each))),
                  ),
                )
              }
            />
          ))}
        </fieldset>
        <CheckField
          label={t('installApps')}
          help={t('installAppsHelp')}
          isChecked={installApps}
          onChange={(wanted) => onChange(withOption(options, 'installApps', wanted ? true : undefined))}
        />
      </div>
    </Disclosure>
  );
}
