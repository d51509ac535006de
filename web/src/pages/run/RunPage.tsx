import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { approvalQuery, findingGroupsQuery, runQuery } from '../../api/runs.ts';
import { NotFound } from '../../app/NotFound.tsx';
import { Card } from '../../components/Card.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { ApprovalCard } from './ApprovalCard.tsx';
import { CountsByType, CountsOfRun } from './CountsOfRun.tsx';
import { Downloads } from './Downloads.tsx';
import { Findings } from './Findings.tsx';
import { Pieces } from './Pieces.tsx';
import { RunDemands } from './RunDemands.tsx';
import { RunFacts } from './RunFacts.tsx';
import styles from './RunPage.module.css';
import { hasEnded } from './run-life.ts';
import { StagePath } from './StagePath.tsx';
import { Timeline } from './Timeline.tsx';
import { useFollowedRun } from './useFollowedRun.ts';
import { Verdict } from './Verdict.tsx';

/** One run, from its preparation to its verdict, as it goes on. */
export function RunPage() {
  const { id = '' } = useParams<{ id: string }>();
  const number = /^[1-9]\d{0,9}$/.test(id) ? Number(id) : undefined;
  return number === undefined ? <NotFound /> : <RunOfNumber key={number} id={number} />;
}

function RunOfNumber({ id }: { readonly id: number }) {
  const { t } = useTranslation('run');
  const { data: run, error, isPending } = useQuery(runQuery(id));
  const groups = useQuery(findingGroupsQuery(id));
  const approval = useQuery({ ...approvalQuery(id), enabled: run?.reason?.code === 'RUN_NEEDS_APPROVAL' });
  useFollowedRun(id, run && hasEnded(run.state));
  return (
    <>
      <PageHeading title={t('title', { id })} actions={run && <RunDemands run={run} />}>
        {run && <RunFacts run={run} />}
      </PageHeading>
      <ProblemNotice error={run === undefined ? error : undefined} />
      {isPending && <Loading />}
      {run && (
        <div className={styles.parts}>
          {approval.data && approval.data.decision === undefined && <ApprovalCard run={run} approval={approval.data} />}
          <Verdict run={run} />
          <div className={styles.columns}>
            <Card title={t('stages')}>
              <StagePath run={run} />
            </Card>
            <div className={styles.parts}>
              <Card title={t('counts')}>
                <CountsOfRun totals={run.totals} />
              </Card>
              <Card title={t('downloads')}>
                <Downloads runId={id} />
              </Card>
            </div>
          </div>
          {Object.keys(run.totals).length > 0 && (
            <Card title={t('countsByType')}>
              <CountsByType totals={run.totals} />
            </Card>
          )}
          <Card title={t('findings')}>
            <ProblemNotice error={groups.error} />
            {groups.data && <Findings run={run} groups={groups.data.items} />}
          </Card>
          <Card title={t('timeline')}>
            <Timeline run={run} />
          </Card>
          <Card title={t('pieces')}>
            <Pieces runId={id} />
          </Card>
        </div>
      )}
    </>
  );
}
