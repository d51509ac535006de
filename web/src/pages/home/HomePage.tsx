import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { homeQuery } from '../../api/home.ts';
import { Card } from '../../components/Card.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { RunTable } from '../runs/RunTable.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import styles from './HomePage.module.css';
import { InstancesHealth } from './InstancesHealth.tsx';
import { Month } from './Month.tsx';
import { Needs } from './Needs.tsx';
import { RunningNow } from './RunningNow.tsx';

/** What runs, what waits for somebody, what ran last, how the instances are, and the numbers of a month. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { data, error, isPending } = useQuery(homeQuery);
  return (
    <>
      <PageHeading title={t('title')} />
      <ProblemNotice error={data === undefined ? error : undefined} />
      {isPending && <Loading />}
      {data !== undefined && (
        <div className={styles.grid}>
          {data.last.length === 0 && data.running.length === 0 && (
            <div className={styles.whole}>
              <FirstSteps instances={data.instances.length} />
            </div>
          )}
          <Card title={t('running')}>
            <RunningNow runs={data.running} />
          </Card>
          <Card title={t('needs')}>
            <Needs needs={data.needs} />
          </Card>
          {data.last.length > 0 && (
            <div className={styles.whole}>
              <Card title={t('last')} more={<Link to="/runs">{t('allRuns')}</Link>}>
                <RunTable caption={t('last')} runs={data.last} />
              </Card>
            </div>
          )}
          {data.instances.length > 0 && (
            <div className={styles.whole}>
              <Card title={t('instances')}>
                <InstancesHealth instances={data.instances} />
              </Card>
            </div>
          )}
          {data.instances.length > 0 && data.kpis !== undefined && data.days !== undefined && (
            <div className={styles.whole}>
              <Card title={t('month')}>
                <Month kpis={data.kpis} days={data.days} />
              </Card>
            </div>
          )}
        </div>
      )}
    </>
  );
}
