import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { removeReplication } from '../../api/replications.ts';
import { NamedDialog } from '../../components/NamedDialog.tsx';

/** Forgets a definition, once somebody has typed its name. */
export function RemoveReplication({ name, hasSchedule }: { readonly name: string; readonly hasSchedule: boolean }) {
  const { t } = useTranslation(['replications', 'words']);
  const [isAsking, setIsAsking] = useState(false);
  const [, go] = useLocation();
  const client = useQueryClient();
  const removal = useMutation({
    mutationFn: () => removeReplication(name),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ['replications', name] });
      await client.invalidateQueries({ queryKey: ['replications'], exact: true });
      go('/replications');
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
          {hasSchedule && <p>{t('removeSchedule')}</p>}
        </NamedDialog>
      )}
    </>
  );
}
