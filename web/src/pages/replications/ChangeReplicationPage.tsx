import { Button } from '@dhis2-ui/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { type Replication, redefineReplication, replicationQuery } from '../../api/replications.ts';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { DefinitionCards } from './draft/DefinitionCards.tsx';
import { readOptions } from './draft/draft-options.ts';
import { draftOf, endsMistake, isGoodName, toDefine } from './draft/replication-draft.ts';
import styles from './Replications.module.css';

/** Puts another definition in the place of one; its runs and its schedule stay with it. */
export function ChangeReplicationPage() {
  const { t } = useTranslation('replications');
  const { name = '' } = useParams();
  const { data, error, isPending } = useQuery(replicationQuery(name));
  return (
    <>
      <PageHeading title={t('changeTitle', { name })} />
      {isPending && <Loading />}
      <ProblemNotice error={error} />
      {data !== undefined && <ChangeForm kept={data} />}
    </>
  );
}

function ChangeForm({ kept }: { readonly kept: Replication }) {
  const { t } = useTranslation(['replications', 'words']);
  const [draft, setDraft] = useState(() => draftOf(kept));
  const [, go] = useLocation();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => redefineReplication(kept.name, toDefine(draft)),
    onSuccess: async (changed) => {
      await client.invalidateQueries({ queryKey: ['replications'] });
      go(`/replications/${changed.name}`);
    },
  });
  const { unknown } = readOptions(kept.options);
  const isReady = endsMistake(draft) === undefined && isGoodName(toDefine(draft).name);
  return (
    <div className={styles.stack}>
      {unknown.length > 0 && <Notice tone="warning" title={t('wouldBeLost', { names: unknown.join(', ') })} />}
      <DefinitionCards draft={draft} onChange={setDraft} hasName />
      <ProblemNotice error={save.error} />
      <div className={styles.actions}>
        <Button primary disabled={!isReady} loading={save.isPending} onClick={() => save.mutate()}>
          {t('words:save')}
        </Button>
        <LinkButton to={`/replications/${kept.name}`}>{t('words:cancel')}</LinkButton>
      </div>
    </div>
  );
}
