import { Tag } from '@dhis2-ui/tag';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type System, systemQuery } from '../../api/system.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Administration.module.css';
import { AdministrationFrame } from './AdministrationFrame.tsx';

/** The state of the service itself. */
export function SystemPage() {
  const { t } = useTranslation('administration');
  const { data, error, isPending } = useQuery(systemQuery);
  return (
    <AdministrationFrame title={t('system')} intro={t('systemIntro')}>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && (
        <>
          {!data.workers.some(({ isLive }) => isLive) && <Notice tone="warning" title={t('noWorker')} />}
          <Service system={data} />
          <Queue queue={data.queue} />
          <Workers workers={data.workers} />
        </>
      )}
    </AdministrationFrame>
  );
}

function Service({ system: { version, runtime, startedAt, database } }: { readonly system: System }) {
  const { t } = useTranslation('administration');
  const { moment, bytes } = useFormats();
  const facts = [
    [t('version'), `Relais ${version}`],
    [t('runtime'), runtime],
    [t('startedAt'), moment(startedAt)],
    [t('database'), database.version],
    [t('databaseSize'), bytes(database.sizeBytes)],
    [t('migration'), database.migration ?? '–'],
  ] as const;
  return (
    <Card title={t('service')}>
      <dl className={styles.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Queue({ queue }: Pick<System, 'queue'>) {
  const { t } = useTranslation('administration');
  const { number } = useFormats();
  return (
    <Card title={t('queue')}>
      {queue.every(({ pieces }) => pieces === 0) ? (
        <p>{t('queueEmpty')}</p>
      ) : (
        <dl className={styles.facts}>
          {queue.map(({ state, pieces }) => (
            <div key={state}>
              <dt>{t(`queueStates.${state}`)}</dt>
              <dd>{number(pieces)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

function Workers({ workers }: Pick<System, 'workers'>) {
  const { t } = useTranslation('administration');
  const { shortMoment } = useFormats();
  return (
    <Card title={t('workers')}>
      <DataTable
        caption={t('workers')}
        rows={workers}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', title: t('worker'), cell: ({ name }) => <code>{name}</code> },
          {
            key: 'state',
            title: t('state'),
            cell: ({ isLive }) => <Tag positive={isLive}>{isLive ? t('live') : t('stopped')}</Tag>,
          },
          { key: 'started', title: t('startedAt'), cell: ({ startedAt }) => shortMoment(startedAt) },
          { key: 'seen', title: t('seenAt'), cell: ({ stoppedAt, seenAt }) => shortMoment(stoppedAt ?? seenAt) },
        ]}
      />
    </Card>
  );
}
