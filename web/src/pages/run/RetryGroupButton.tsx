import { Button } from '@dhis2-ui/button';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type GroupKey, retryGroup } from '../../api/runs.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';

interface RetryGroupButtonProps {
  readonly runId: number;
  readonly group: GroupKey;
}

/** Starts a run of that type alone, and goes there. */
export function RetryGroupButton({ runId, group }: RetryGroupButtonProps) {
  const { t } = useTranslation('run');
  const [, goTo] = useLocation();
  // However often the button is pressed, one run is started.
  const key = useRef<string>(undefined);
  const retrying = useMutation({
    mutationFn: () => {
      key.current ??= crypto.randomUUID();
      return retryGroup(runId, group, key.current);
    },
    onSuccess: (next) => goTo(`/runs/${next}`),
  });
  return (
    <div>
      <ProblemNotice error={retrying.error} />
      <Button small loading={retrying.isPending} onClick={() => retrying.mutate()}>
        {t('retryGroup')}
      </Button>
    </div>
  );
}
