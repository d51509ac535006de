import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAbilities } from '../../../api/abilities.ts';
import { instancesQuery } from '../../../api/instances.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import styles from '../Replications.module.css';
import { endsMistake, type ReplicationDraft } from './replication-draft.ts';

interface DraftFieldsProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
}

/** From which instance to which. */
export function EndsFields({ draft, onChange }: DraftFieldsProps) {
  const { t } = useTranslation(['replications', 'words']);
  const { isAdministrator, mayWrite } = useAbilities();
  const { data, error, isPending } = useQuery(instancesQuery);
  if (isPending) return <Loading />;
  if (data === undefined) return <ProblemNotice error={error} />;
  const names = data.items.map(({ name }) => name);
  if (names.length < 2) {
    return (
      <EmptyState
        title={t('needTwoTitle')}
        action={isAdministrator && <LinkButton to="/instances/new">{t('addInstance')}</LinkButton>}
      >
        {t('needTwoText')}
      </EmptyState>
    );
  }
  // What a definition names already stays to be chosen: an archive, or what is registered no more.
  const choicesOf = (items: readonly string[], chosen: string) => [
    { value: '', label: t('choose') },
    ...(chosen === '' || items.includes(chosen) ? items : [...items, chosen]).map((name) => ({
      value: name,
      label: name,
    })),
  ];
  const mistake = endsMistake(draft);
  return (
    <>
      <div className={styles.ends}>
        <SelectField
          label={t('words:source')}
          value={draft.source}
          choices={choicesOf(names, draft.source)}
          onChange={(source) => onChange({ ...draft, source })}
        />
        <span className={styles.arrow} aria-hidden="true">
          →
        </span>
        <SelectField
          label={t('words:target')}
          value={draft.target}
          choices={choicesOf(names.filter(mayWrite), draft.target)}
          onChange={(target) => onChange({ ...draft, target })}
        />
      </div>
      {mistake === 'sameEnds' && <Notice tone="warning" title={t('sameEnds')} />}
      {mistake === undefined && <p>{t('endsInWords', { source: draft.source, target: draft.target })}</p>}
    </>
  );
}
