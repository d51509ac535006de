import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { changeInstance, type Instance, instanceFactsQuery, instanceQuery } from '../../api/instances.ts';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { InstanceForm } from './InstanceForm.tsx';
import styles from './InstancePage.module.css';
import { type InstanceDraft, instanceChange } from './instance-draft.ts';

/** Changes the address, the account or the precautions of an instance; its secret is never shown. */
export function ChangeInstancePage() {
  const { t } = useTranslation('instances');
  const { name = '' } = useParams();
  const instance = useQuery(instanceQuery(name));
  return (
    <div className={styles.narrow}>
      <PageHeading title={t('changeTitle', { name })} />
      {instance.isPending && <Loading />}
      <ProblemNotice error={instance.error} />
      {instance.data !== undefined && <ChangeForm kept={instance.data} />}
    </div>
  );
}

function ChangeForm({ kept }: { readonly kept: Instance }) {
  const [, go] = useLocation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (draft: InstanceDraft) => changeInstance(kept.name, instanceChange(draft, kept)),
    onSuccess: async (changed) => {
      client.setQueryData(instanceQuery(kept.name).queryKey, changed);
      client.removeQueries({ queryKey: instanceFactsQuery(kept.name).queryKey });
      await client.invalidateQueries({ queryKey: ['instances'], exact: true });
      go(`/instances/${kept.name}`);
    },
  });
  return (
    <InstanceForm
      kept={kept}
      isBusy={change.isPending}
      error={change.error}
      onSubmit={(draft) => change.mutate(draft)}
    />
  );
}
