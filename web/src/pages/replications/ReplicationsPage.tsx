import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { type Replication, replicationsQuery, type Schedule, schedulesQuery } from '../../api/replications.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { SearchableList } from '../../components/SearchableList.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { LastRun } from './LastRun.tsx';
import { useScheduleWords } from './schedule/useScheduleWords.ts';

type Row = Replication & { readonly schedule: Schedule | undefined };

/** The definitions, when they run by themselves, and how their last runs went. */
export function ReplicationsPage() {
  const { t } = useTranslation('replications');
  const { mayWork } = useAbilities();
  const replications = useQuery(replicationsQuery);
  const schedules = useQuery(schedulesQuery);
  const byName = new Map(schedules.data?.items.map((each) => [each.replication, each]));
  const all = (replications.data?.items ?? []).map((each) => ({ ...each, schedule: byName.get(each.name) }));
  return (
    <SearchableList
      screen="replications"
      add={
        mayWork && (
          <LinkButton to="/replications/new" primary>
            {t('create')}
          </LinkButton>
        )
      }
      question={replications}
      all={all}
      textOf={({ name, source, target }) => `${name} ${source} ${target}`}
      exported={(rows) => <Export rows={rows} />}
      table={(rows) => <ReplicationTable rows={rows} />}
    />
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
          cell: ({ schedule, follow }) => {
            const ways = [...(follow ? [t('followed')] : []), ...(schedule ? [wordsOf(schedule)] : [])];
            return ways.length === 0 ? t('byHand') : ways.join(' · ');
          },
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
        { title: t('follow'), value: ({ follow }) => t(follow === undefined ? 'words:no' : 'words:yes') },
        { title: t('nextRun'), value: ({ schedule }) => schedule?.next[0]?.startsAt },
      ]}
    />
  );
}
