import { Button } from '@dhis2-ui/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { diffsQuery, startDiff } from '../../api/diffs.ts';
import { type Replication, runReplication } from '../../api/replications.ts';
import { NamedDialog } from '../../components/NamedDialog.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Question } from '../../components/Question.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useDiffNumbers } from '../diff/useDiffNumbers.ts';
import { mayDelete, readOptions } from './draft/draft-options.ts';

/** Compares, or runs once somebody has read what that does; where it may delete, they type the target's name. */
export function RunReplication({ replication }: { readonly replication: Replication }) {
  const { t } = useTranslation('replications');
  const [, go] = useLocation();
  const [isAsking, setIsAsking] = useState(false);
  const { name, source, target } = replication;
  const { options } = readOptions(replication.options);
  const start = useMutation({
    mutationFn: () => runReplication(name, crypto.randomUUID()),
    onSuccess: (id) => go(`/runs/${id}`),
  });
  const compare = useMutation({
    mutationFn: () => startDiff({ source, target, options }, crypto.randomUUID()),
    onSuccess: (id) => go(`/runs/${id}`),
  });
  const question = {
    title: t('runTitle', { name }),
    isBusy: start.isPending,
    error: start.error,
    onClose: () => setIsAsking(false),
  };
  const told = <WhatItDoes replication={replication} deletes={mayDelete(options)} />;
  return (
    <>
      <Button loading={compare.isPending} onClick={() => compare.mutate()}>
        {t('compareOnly')}
      </Button>
      <Button primary onClick={() => setIsAsking(true)}>
        {t('run')}
      </Button>
      <ProblemNotice error={compare.error} />
      {isAsking && mayDelete(options) && (
        <NamedDialog {...question} name={target} submit={t('runNow')} onSubmit={() => start.mutate()}>
          {told}
        </NamedDialog>
      )}
      {isAsking && !mayDelete(options) && (
        <Question {...question} confirm={t('runNow')} onConfirm={() => start.mutate()}>
          {told}
        </Question>
      )}
    </>
  );
}

/** In the numbers of the last comparison, where there is one. */
function WhatItDoes({ replication, deletes }: { readonly replication: Replication; readonly deletes: boolean }) {
  const { t } = useTranslation('replications');
  const { source, target } = replication;
  const { ago } = useFormats();
  const diffs = useQuery(diffsQuery);
  const last = diffs.data?.items.find((run) => run.source === source && run.target === target);
  const numbers = useDiffNumbers(last?.id);
  return (
    <>
      <p>{t('runText', { source, target })}</p>
      {deletes && <p>{t('runDeletes')}</p>}
      {last !== undefined && numbers !== undefined && (
        <p>{t('runLastDiff', { ago: ago(last.finishedAt ?? last.createdAt, new Date()), numbers })}</p>
      )}
      {diffs.isSuccess && last === undefined && <p>{t('runNoDiff')}</p>}
    </>
  );
}
