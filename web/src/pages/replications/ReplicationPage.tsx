import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { type Replication, replicationQuery, scheduleQuery } from '../../api/replications.ts';
import { runsQuery } from '../../api/runs.ts';
import { Card } from '../../components/Card.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { PlaceName } from '../../components/PlaceName.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RunTable } from '../runs/RunTable.tsx';
import { FollowCard } from './FollowCard.tsx';
import { OptionsInWords } from './OptionsInWords.tsx';
import { RemoveReplication } from './RemoveReplication.tsx';
import styles from './Replications.module.css';
import { RunReplication } from './RunReplication.tsx';
import { ScheduleCard } from './schedule/ScheduleCard.tsx';

/** One definition: what it copies, when, and its runs. */
export function ReplicationPage() {
  const { name = '' } = useParams();
  const { data, error, isPending } = useQuery(replicationQuery(name));
  return (
    <>
      <PageHeading title={name} actions={data !== undefined && <Actions replication={data} />}>
        {data !== undefined && (
          <span className={styles.muted}>
            <PlaceName reference={data.source} /> → <PlaceName reference={data.target} />
          </span>
        )}
      </PageHeading>
      {isPending && <Loading />}
      <ProblemNotice error={error} />
      {data !== undefined && <Parts replication={data} />}
    </>
  );
}

function Actions({ replication }: { readonly replication: Replication }) {
  const { t } = useTranslation('words');
  const { mayWrite } = useAbilities();
  const { name, target } = replication;
  const schedule = useQuery(scheduleQuery(name));
  if (!mayWrite(target)) return null;
  return (
    <>
      <RunReplication replication={replication} />
      <LinkButton to={`/replications/${name}/change`}>{t('change')}</LinkButton>
      <RemoveReplication name={name} hasSchedule={Boolean(schedule.data)} />
    </>
  );
}

function Parts({ replication }: { readonly replication: Replication }) {
  const { t } = useTranslation('replications');
  const { name, source, target, options } = replication;
  const { mayWrite } = useAbilities();
  return (
    <div className={styles.stack}>
      <Card title={t('definition')}>
        <OptionsInWords source={source} options={options} />
      </Card>
      <Card title={t('schedule')}>
        <ScheduleCard replication={name} mayChange={mayWrite(target)} />
      </Card>
      <Card title={t('follow')}>
        <FollowCard replication={replication} mayChange={mayWrite(target)} />
      </Card>
      <Card title={t('runs')} more={<Link to={`/runs?replication=${encodeURIComponent(name)}`}>{t('allRuns')}</Link>}>
        <Runs name={name} />
      </Card>
    </div>
  );
}

const shownRuns = 10;

function Runs({ name }: { readonly name: string }) {
  const { t } = useTranslation('replications');
  const runs = useInfiniteQuery(runsQuery({ replication: name }));
  const rows = runs.data?.pages[0]?.items ?? [];
  return (
    <>
      {runs.isPending && <Loading />}
      <ProblemNotice error={runs.error} />
      {runs.isSuccess && rows.length === 0 && <p>{t('noRuns')}</p>}
      {rows.length > 0 && <RunTable caption={t('runs')} runs={rows.slice(0, shownRuns)} />}
    </>
  );
}
