import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { runsQuery } from '../../api/runs.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RunTable } from '../runs/RunTable.tsx';
import styles from './InstancePage.module.css';

const shownRuns = 5;

/** The last runs that read an instance, and the last that wrote to it. */
export function InstanceHistory({ name }: { readonly name: string }) {
  return (
    <div className={styles.stack}>
      <Side name={name} side="source" />
      <Side name={name} side="target" />
    </div>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: 'source' | 'target' }) {
  const { t } = useTranslation('instances');
  const runs = useInfiniteQuery(runsQuery(side === 'source' ? { source: name } : { target: name }));
  const title = t(side === 'source' ? 'historySource' : 'historyTarget');
  const rows = runs.data?.pages[0]?.items ?? [];
  return (
    <div>
      <h3>{title}</h3>
      {runs.isPending && <Loading />}
      <ProblemNotice error={runs.error} />
      {runs.isSuccess && rows.length === 0 && <p>{t('historyNone')}</p>}
      {rows.length > 0 && <RunTable caption={title} runs={rows.slice(0, shownRuns)} />}
      {rows.length > shownRuns && <Link to={`/runs?${side}=${encodeURIComponent(name)}`}>{t('historyAll')}</Link>}
    </div>
  );
}
