import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { removeInstance } from '../../api/instances.ts';
import { NamedDialog } from '../../components/NamedDialog.tsx';

interface RemoveInstanceProps {
  readonly name: string;
  /** Of replications that read or write it. */
  readonly uses: number;
}

/** Forgets an instance, once somebody has read what that means and typed its name. */
export function RemoveInstance({ name, uses }: RemoveInstanceProps) {
  const { t } = useTranslation(['instances', 'words']);
  const [isAsking, setIsAsking] = useState(false);
  const [, go] = useLocation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => removeInstance(name),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ['instances', name] });
      await client.invalidateQueries({ queryKey: ['instances'], exact: true });
      go('/instances');
    },
  });
  return (
    <>
      <Button destructive secondary onClick={() => setIsAsking(true)}>
        {t('words:remove')}
      </Button>
      {isAsking && (
        <NamedDialog
          title={t('removeTitle', { name })}
          name={name}
          submit={t('removeSubmit')}
          isBusy={removal.isPending}
          error={removal.error}
          onSubmit={() => removal.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <p>{t('removeText')}</p>
          {uses > 0 && <p>{t('removeUses', { count: uses })}</p>}
        </NamedDialog>
      )}
    </>
  );
}
