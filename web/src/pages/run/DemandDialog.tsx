import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { demandOfRun, type RunDetail, retryRun } from '../../api/runs.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { leftToDo, type RunDemand, writtenBy } from './run-life.ts';

interface DemandDialogProps {
  readonly run: RunDetail;
  readonly demand: RunDemand;
  readonly onClose: () => void;
}

/** Says in numbers what a demand will do before it is done. */
export function DemandDialog({ run, demand, onClose }: DemandDialogProps) {
  const { t } = useTranslation(['run', 'words']);
  const client = useQueryClient();
  const [, goTo] = useLocation();
  // However often the button is pressed, one run is started.
  const key = useRef<string>(undefined);
  const { id, target, totals, advances } = run;
  const doing = useMutation({
    mutationFn: async () => {
      key.current ??= crypto.randomUUID();
      return demand === 'retry' ? retryRun(id, key.current) : (await demandOfRun(id, demand)).id;
    },
    onSuccess: async (next) => {
      await client.invalidateQueries({ queryKey: ['runs'] });
      onClose();
      if (next !== id) goTo(`/runs/${next}`);
    },
  });
  const left = leftToDo(advances);
  return (
    <Dialog
      title={t(`${demand}Title`, { id })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('words:close')}</Button>
          <Button
            primary={demand !== 'cancel'}
            destructive={demand === 'cancel'}
            loading={doing.isPending}
            onClick={() => doing.mutate()}
          >
            {t(demand)}
          </Button>
        </>
      }
    >
      <ProblemNotice error={doing.error} />
      <p>{t(`${demand}Text`, { target })}</p>
      <p>{t('writtenSoFar', writtenBy(totals))}</p>
      {left > 0 && demand !== 'retry' && <p>{t('leftToDo', { count: left })}</p>}
    </Dialog>
  );
}
