import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useRoute } from 'wouter';
import { diffQuery } from '../../api/diffs.ts';
import { approvalQuery, type RunDetail, runQuery } from '../../api/runs.ts';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { SubNavigation } from '../../components/SubNavigation.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { hasEnded } from '../replications/guide/useComparison.ts';
import { ApprovalCard } from '../run/ApprovalCard.tsx';
import styles from './Diff.module.css';
import { DiffDeletions } from './DiffDeletions.tsx';
import { DiffObjects } from './DiffObjects.tsx';
import { DiffOverview } from './DiffOverview.tsx';

const askEveryMs = 2_000;

/** What a run would change: in numbers, object by object, and what only the target has. */
export function DiffPage() {
  const { t } = useTranslation('diff');
  const id = Number(useParams().id);
  const run = useQuery({
    ...runQuery(id),
    refetchInterval: ({ state }) => (state.data !== undefined && hasEnded(state.data.state) ? false : askEveryMs),
  });
  return (
    <>
      <PageHeading title={t('title')}>{run.data !== undefined && <About run={run.data} />}</PageHeading>
      {run.isPending && <Loading />}
      <ProblemNotice error={run.error} />
      {run.data !== undefined && <Parts run={run.data} />}
    </>
  );
}

function About({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation(['diff', 'words']);
  const { moment } = useFormats();
  const { id, source, target, startedAt, createdAt } = run;
  return (
    <span className={styles.muted}>
      {t('words:from', { source, target })} · {moment(startedAt ?? createdAt)} ·{' '}
      <Link to={`/runs/${id}`}>{t('ofRun', { id })}</Link>
    </span>
  );
}

function Parts({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('diff');
  const { id } = run;
  const [isObjects] = useRoute('/diffs/:id/objects');
  const [isDeletions] = useRoute('/diffs/:id/deletions');
  // A run that has begun has nothing to show until its plan is made.
  const diff = useQuery({
    ...diffQuery(id),
    refetchInterval: ({ state }) => (state.data === undefined && !hasEnded(run.state) ? askEveryMs : false),
  });
  const approval = useQuery({ ...approvalQuery(id), enabled: run.state === 'paused' });
  if (diff.data === undefined && !hasEnded(run.state)) return <Loading text={t('notYet')} />;
  return (
    <div className={styles.stack}>
      {approval.data && approval.data.decision === undefined && <ApprovalCard run={run} approval={approval.data} />}
      <SubNavigation
        label={t('parts')}
        pages={[
          { path: `/diffs/${id}`, label: t('byType') },
          { path: `/diffs/${id}/objects`, label: t('objects') },
          { path: `/diffs/${id}/deletions`, label: t('deletions') },
        ]}
      />
      {isObjects && <DiffObjects id={id} />}
      {isDeletions && <DiffDeletions id={id} />}
      {!isObjects && !isDeletions && <DiffOverview id={id} />}
    </div>
  );
}
