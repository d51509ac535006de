import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { defineReplication, runReplication } from '../../../api/replications.ts';
import { NamedDialog } from '../../../components/NamedDialog.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { mayDelete } from '../draft/draft-options.ts';
import { NameField } from '../draft/NameField.tsx';
import { isGoodName, type ReplicationDraft, toDefine } from '../draft/replication-draft.ts';
import { OptionsInWords } from '../OptionsInWords.tsx';
import styles from '../Replications.module.css';

interface StartStepProps {
  readonly draft: ReplicationDraft;
  readonly onChange: (draft: ReplicationDraft) => void;
  readonly onDone: () => void;
}

/** The name, everything once more in short, and the button that begins. */
export function StartStep({ draft, onChange, onDone }: StartStepProps) {
  const { t } = useTranslation(['replications', 'words']);
  const [, go] = useLocation();
  const [isAsking, setIsAsking] = useState(false);
  const client = useQueryClient();
  const wish = toDefine(draft);
  const create = useMutation({
    mutationFn: async (isRun: boolean) => {
      const { name } = await defineReplication(wish);
      return isRun ? `/runs/${await runReplication(name, crypto.randomUUID())}` : `/replications/${name}`;
    },
    onSuccess: async (address) => {
      onDone();
      await client.invalidateQueries({ queryKey: ['replications'] });
      go(address);
    },
    onSettled: () => setIsAsking(false),
  });
  const isReady = isGoodName(wish.name) && !create.isPending;
  const start = () => (mayDelete(draft.options) ? setIsAsking(true) : create.mutate(true));
  return (
    <div className={styles.stack}>
      <NameField draft={draft} onChange={onChange} />
      <div>
        <h3>{t('summary')}</h3>
        <p>{t('endsInWords', { source: draft.source, target: draft.target })}</p>
        <OptionsInWords source={draft.source} options={draft.options} />
      </div>
      {mayDelete(draft.options) && <p>{t('willAskName')}</p>}
      <ProblemNotice error={create.error} />
      <div className={styles.actions}>
        <Button primary disabled={!isReady} loading={create.isPending} onClick={start}>
          {t('createAndRun')}
        </Button>
        <Button disabled={!isReady} onClick={() => create.mutate(false)}>
          {t('createOnly')}
        </Button>
      </div>
      {isAsking && (
        <NamedDialog
          title={t('runTitle', { name: wish.name })}
          name={draft.target}
          submit={t('createAndRun')}
          isBusy={create.isPending}
          error={create.error}
          onSubmit={() => create.mutate(true)}
          onClose={() => setIsAsking(false)}
        >
          <p>{t('runDeletes')}</p>
        </NamedDialog>
      )}
    </div>
  );
}
