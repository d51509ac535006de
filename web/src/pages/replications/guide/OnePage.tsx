import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/Card.tsx';
import { DefinitionCards } from '../draft/DefinitionCards.tsx';
import { endsMistake, type ReplicationDraft } from '../draft/replication-draft.ts';
import styles from '../Replications.module.css';
import { DiffStep } from './DiffStep.tsx';
import { StartStep } from './StartStep.tsx';

interface OnePageProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
  readonly onDone: () => void;
}

/** All steps on one page, for those who know what they want. */
export function OnePage({ draft, onChange, onDone }: OnePageProps) {
  const { t } = useTranslation('replications');
  return (
    <div className={styles.stack}>
      <DefinitionCards draft={draft} onChange={onChange} hasName={false} />
      {endsMistake(draft) === undefined && (
        <>
          <Card title={t('step.diff')}>
            <DiffStep draft={draft} />
          </Card>
          <Card title={t('step.start')}>
            <StartStep draft={draft} onChange={onChange} onDone={onDone} />
          </Card>
        </>
      )}
    </div>
  );
}
