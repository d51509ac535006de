import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/useFormats.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import { policyForAll, readOptions } from './draft/draft-options.ts';
import styles from './Replications.module.css';
import { ObjectName } from './selection/ObjectName.tsx';

interface OptionsInWordsProps {
  readonly source: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a replication carries and how, a line for each choice that somebody made. */
export function OptionsInWords({ source, options: kept }: OptionsInWordsProps) {
  const { t } = useTranslation(['replications', 'selection', 'mapping']);
  const { list } = useFormats();
  const titleOf = useTypeTitle();
  const { options, unknown } = readOptions(kept);
  const {
    selection = {},
    only,
    mapping,
    sharing,
    newAccounts,
    maxDeletions,
    deletions = {},
    identityPolicies = {},
  } = options;
  const { programs = [], dataSets = [], types = [], orgUnits = [], groups = [], period } = selection;
  const choosesNothing = programs.length + dataSets.length + types.length + groups.length === 0;
  return (
    <ul className={styles.list}>
      <li>{only === undefined ? t('carriesAllClasses') : t('carriesOnly', { names: list(only.map(titleOf)) })}</li>
      {choosesNothing && <li>{t('carriesAllObjects')}</li>}
      <Named
        label={t('selection:programs', { count: programs.length })}
        type="programs"
        words={programs}
        instance={source}
      />
      <Named
        label={t('selection:dataSets', { count: dataSets.length })}
        type="dataSets"
        words={dataSets}
        instance={source}
      />
      {types.length > 0 && <li>{t('carriesTypes', { names: list(types.map(titleOf)) })}</li>}
      {groups.length > 0 && <li>{t('selection:groups', { groups: groups.join(', ') })}</li>}
      <Named
        label={t('selection:orgUnits', { count: orgUnits.length })}
        type="organisationUnits"
        words={orgUnits}
        instance={source}
      />
      {period !== undefined && <li>{t('carriesPeriod', { period: period.replace(':', ' → ') })}</li>}
      <li>{t(`deletionPolicy.${policyForAll(options)}`)}</li>
      {Object.entries(deletions)
        .filter(([type]) => type !== '*')
        .map(([type, policy]) => (
          <li key={type}>{t('deletionOf', { type: titleOf(type), policy: t(`deletionWord.${policy}`) })}</li>
        ))}
      {Object.entries(identityPolicies).map(([type, policy]) => (
        <li key={type}>{t('identityOf', { type: titleOf(type), policy: t(`identityWord.${policy}`) })}</li>
      ))}
      {maxDeletions !== undefined && 'percent' in maxDeletions && (
        <li>{t('atMostDeleted', { percent: maxDeletions.percent })}</li>
      )}
      {mapping?.rules.map(({ type, by }) => (
        <li key={type}>{t('mappedBy', { type: titleOf(type), key: t(`mapping:key.${by}`) })}</li>
      ))}
      {sharing === 'without' && <li>{t('sharingChoice.without')}</li>}
      {newAccounts !== undefined && <li>{t(`newAccountPolicy.${newAccounts}`)}</li>}
      {unknown.length > 0 && <li>{t('fromCommandLine', { names: unknown.join(', ') })}</li>}
    </ul>
  );
}

interface NamedProps {
  readonly label: string;
  readonly instance: string;
  readonly type: string;
  readonly words: readonly string[];
}

function Named({ label, instance, type, words }: NamedProps) {
  if (words.length === 0) return null;
  return (
    <li>
      {label}
      <ul className={styles.list}>
        {words.map((word) => (
          <li key={word}>
            <ObjectName {...{ instance, type, word }} />
          </li>
        ))}
      </ul>
    </li>
  );
}
