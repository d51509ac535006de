import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { addInstance } from '../../api/instances.ts';
import { PageHeading } from '../../components/PageHeading.tsx';
import { InstanceForm } from './InstanceForm.tsx';
import styles from './InstancePage.module.css';
import { type InstanceDraft, instanceToAdd } from './instance-draft.ts';

/** Registers an instance; its own page, which comes next, tests it at once. */
export function AddInstancePage() {
  const { t } = useTranslation('instances');
  const [, go] = useLocation();
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: (draft: InstanceDraft) => addInstance(instanceToAdd(draft)),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: ['instances'] });
      go(`/instances/${name}`);
    },
  });
  return (
    <div className={styles.narrow}>
      <PageHeading title={t('addTitle')} />
      <p>{t('addIntro')}</p>
      <InstanceForm isBusy={add.isPending} error={add.error} onSubmit={(draft) => add.mutate(draft)} />
    </div>
  );
}
