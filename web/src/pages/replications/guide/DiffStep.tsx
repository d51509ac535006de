import { Button } from '@dhis2-ui/button';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { shareOf } from '../../../api/advances.ts';
import type { RunDetail } from '../../../api/runs.ts';
import { Notice } from '../../../components/Notice.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { DiffOverview } from '../../diff/DiffOverview.tsx';
import type { ReplicationDraft } from '../draft/replication-draft.ts';
import styles from '../Replications.module.css';
import { hasEnded, useComparison } from './useComparison.ts';

/** What would change, before anything does. */
export function DiffStep({ draft }: { readonly draft: ReplicationDraft }) {
  const { t } = useTranslation('replications');
  const { id, run, begin, isStale } = useComparison(draft);
  const isBusy = begin.isPending || (id !== undefined && !(run.data !== undefined && hasEnded(run.data.state)));
  return (
    <div className={styles.stack}>
      <p>{t('diffIntro')}</p>
      {isStale && <Notice tone="info" title={t('compareStale')} />}
      <div className={styles.actions}>
        <Button primary={id === undefined} loading={isBusy} disabled={isBusy} onClick={() => begin.mutate()}>
          {t(id === undefined ? 'compare' : 'compareAgain')}
        </Button>
        {id !== undefined && <Link to={`/runs/${id}`}>{t('seeRun', { id })}</Link>}
      </div>
      <ProblemNotice error={begin.error ?? run.error} />
      {run.data !== undefined && <Found run={run.data} />}
      {id === undefined && <p className={styles.muted}>{t('skipDiff')}</p>}
    </div>
  );
}

function Found({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('replications');
  const { id, state, advances, reason } = run;
  if (!hasEnded(state)) {
    const here = advances.at(-1);
    return (
      <>
        <p role="status">{t('comparing')}</p>
        <ProgressBar label={t('comparing')} share={here === undefined ? undefined : shareOf(here)} />
      </>
    );
  }
  if (state === 'failed' || state === 'cancelled') {
    return <Notice tone="error" title={t('compareFailed', { reason: reason?.text ?? state })} />;
  }
  return (
    <>
      <DiffOverview id={id} />
      <p>
        <Link to={`/diffs/${id}`}>{t('seeDiff')}</Link>
      </p>
    </>
  );
}
