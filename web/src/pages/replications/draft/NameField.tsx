import { useTranslation } from 'react-i18next';
import { TextField } from '../../../components/TextField.tsx';
import styles from '../Replications.module.css';
import { isGoodName, type ReplicationDraft, suggestedName } from './replication-draft.ts';

interface NameFieldProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
}

/** The name of a replication, which is suggested until somebody types another. */
export function NameField({ draft, onChange }: NameFieldProps) {
  const { t } = useTranslation('replications');
  const name = draft.name === '' ? suggestedName(draft) : draft.name;
  return (
    <div className={styles.name}>
      <TextField
        name="replication-name"
        label={t('nameLabel')}
        help={t('nameHelp')}
        value={name}
        onChange={(next) => onChange({ ...draft, name: next })}
        mistake={name === '' || isGoodName(name) ? undefined : t('nameMistake')}
        autoComplete="off"
      />
    </div>
  );
}
