import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { type Replication, replicationsQuery, type Schedule, schedulesQuery } from '../../api/replications.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFilters } from '../../components/useFilters.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { LastRun } from './LastRun.tsx';
import styles from './Replications.module.css';
import { useScheduleWords } from './schedule/useScheduleWords.ts';

type Row = Replication & { readonly schedule: Schedule | undefined };

/** The definitions, when they run by themselves, and how their last runs went. */
export function ReplicationsPage() {
  const { t } = useTranslation('replications');
  const { mayWork } = useAbilities();
  const filters = useFilters(['search']);
  const replications = useQuery(replicationsQuery);
  const schedules = useQuery(schedulesQuery);
  const byName = new Map(schedules.data?.items.map((each) => [each.replication, each]));
  const all = (replications.data?.items ?? []).map((each) => ({ ...each, schedule: byName.get(each.name) }));
  const wanted = filters.values.search.toLowerCase();
  const rows = all.filter(({ name, source, target }) => `${name} ${source} ${target}`.toLowerCase().includes(wanted));
  const create = mayWork && (
    <LinkButton to="/replications/new" primary>
      {t('create')}
    </LinkButton>
  );
  return (
    <>
      <PageHeading title={t('title')} actions={create} />
      <ProblemNotice error={replications.error} />
      {replications.isPending && <Loading />}
      {all.length > 0 && (
        <div className={styles.filters}>
          <TextField
            name="search"
            type="search"
            label={t('search')}
            value={filters.values.search}
            onChange={(next) => filters.set('search', next)}
          />
          <p className={styles.count}>{t('shown', { count: rows.length })}</p>
          <Export rows={rows} />
        </div>
      )}
      {rows.length > 0 && <ReplicationTable rows={rows} />}
      {replications.isSuccess && all.length === 0 && (
        <EmptyState title={t('emptyTitle')} action={create}>
          {t('emptyText')}
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <EmptyState title={t('nothingTitle')} action={<Button onClick={filters.clear}>{t('noFilter')}</Button>} />
      )}
    </>
  );
}

function ReplicationTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('replications');
  const formats = useFormats();
  const wordsOf = useScheduleWords();
  return (
    <DataTable
      caption={t('caption')}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', title: t('name'), cell: ({ name }) => <Link to={`/replications/${name}`}>{name}</Link> },
        { key: 'pair', title: t('pair'), cell: ({ source, target }) => `${source} → ${target}` },
        {
          key: 'schedule',
          title: t('schedule'),
          cell: ({ schedule }) => (schedule === undefined ? t('byHand') : wordsOf(schedule)),
        },
        {
          key: 'next',
          title: t('nextRun'),
          cell: ({ schedule }) => {
            if (schedule === undefined) return '–';
            const [next] = schedule.next;
            return next === undefined ? t('paused') : formats.shortMoment(next.startsAt);
          },
        },
        { key: 'last', title: t('lastRun'), cell: ({ name }) => <LastRun replication={name} /> },
      ]}
    />
  );
}

function Export({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation(['replications', 'words']);
  return (
    <CsvButton
      name="replications"
      rows={rows}
      columns={[
        { title: t('name'), value: ({ name }) => name },
        { title: t('words:source'), value: ({ source }) => source },
        { title: t('words:target'), value: ({ target }) => target },
        { title: t('schedule'), value: ({ schedule }) => schedule?.cron },
        { title: t('nextRun'), value: ({ schedule }) => schedule?.next[0]?.startsAt },
      ]}
    />
  );
}
