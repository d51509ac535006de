import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { homeQuery, type InstanceHealth } from '../../api/home.ts';
import { type Instance, instancesQuery } from '../../api/instances.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './InstancePage.module.css';

type Row = Instance & Pick<Partial<InstanceHealth>, 'trouble' | 'lastGoodRunAt'>;

/** The registered instances, and how they are. */
export function InstancesPage() {
  const { t } = useTranslation(['instances', 'words']);
  const { isAdministrator } = useAbilities();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('search') ?? '';
  const instances = useQuery(instancesQuery);
  const home = useQuery(homeQuery);
  const health = new Map(home.data?.instances.map((each) => [each.name, each]));
  const all: readonly Row[] = (instances.data?.items ?? []).map((each) => ({ ...health.get(each.name), ...each }));
  const rows = all.filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(wanted.toLowerCase()));
  const look = (next: string) => setSearch(next === '' ? {} : { search: next }, { replace: true });
  const add = isAdministrator && (
    <LinkButton to="/instances/new" primary>
      {t('add')}
    </LinkButton>
  );
  return (
    <>
      <PageHeading title={t('title')} actions={add} />
      <ProblemNotice error={instances.error} />
      {instances.isPending && <Loading />}
      {all.length > 0 && (
        <div className={styles.filters}>
          <TextField name="search" type="search" label={t('search')} value={wanted} onChange={look} />
          <p className={styles.count}>{t('shown', { count: rows.length })}</p>
          <Export rows={rows} />
        </div>
      )}
      {rows.length > 0 && <InstanceTable rows={rows} />}
      {instances.isSuccess && all.length === 0 && (
        <EmptyState title={t('emptyTitle')} action={add}>
          {t('emptyText')}
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <EmptyState
          title={t('nothingTitle')}
          action={<Button onClick={() => setSearch({}, { replace: true })}>{t('noFilter')}</Button>}
        />
      )}
    </>
  );
}

function InstanceTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  return (
    <DataTable
      caption={t('caption')}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', title: t('name'), cell: ({ name }) => <Link to={`/instances/${name}`}>{name}</Link> },
        { key: 'address', title: t('address'), cell: ({ url }) => <span className={styles.address}>{url}</span> },
        { key: 'health', title: t('health'), cell: ({ trouble }) => t(trouble ?? 'healthy') },
        {
          key: 'lastGood',
          title: t('lastGood'),
          cell: ({ lastGoodRunAt }) =>
            lastGoodRunAt === undefined ? t('never') : formats.ago(lastGoodRunAt, new Date()),
        },
        {
          key: 'approval',
          title: t('approval'),
          cell: ({ needsApproval }) => t(needsApproval ? 'approvalNeeded' : 'approvalNotNeeded'),
        },
      ]}
    />
  );
}

function Export({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('instances');
  return (
    <CsvButton
      name="instances"
      rows={rows}
      columns={[
        { title: t('name'), value: ({ name }) => name },
        { title: t('address'), value: ({ url }) => url },
        { title: t('health'), value: ({ trouble }) => t(trouble ?? 'healthy') },
        { title: t('lastGood'), value: ({ lastGoodRunAt }) => lastGoodRunAt },
        {
          title: t('approval'),
          value: ({ needsApproval }) => t(needsApproval ? 'approvalNeeded' : 'approvalNotNeeded'),
        },
      ]}
    />
  );
}
