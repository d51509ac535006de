import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { homeQuery, type InstanceHealth } from '../../api/home.ts';
import { type Instance, instancesQuery } from '../../api/instances.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { SearchableList } from '../../components/SearchableList.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './InstancePage.module.css';

type Row = Instance & Pick<Partial<InstanceHealth>, 'trouble' | 'lastGoodRunAt'>;

/** The registered instances, and how they are. */
export function InstancesPage() {
  const { t } = useTranslation('instances');
  const { isAdministrator } = useAbilities();
  const instances = useQuery(instancesQuery);
  const home = useQuery(homeQuery);
  const health = new Map(home.data?.instances.map((each) => [each.name, each]));
  const all: readonly Row[] = (instances.data?.items ?? []).map((each) => ({ ...health.get(each.name), ...each }));
  return (
    <SearchableList
      screen="instances"
      add={
        isAdministrator && (
          <LinkButton to="/instances/new" primary>
            {t('add')}
          </LinkButton>
        )
      }
      question={instances}
      all={all}
      textOf={({ name, url }) => `${name} ${url}`}
      exported={(rows) => <Export rows={rows} />}
      table={(rows) => <InstanceTable rows={rows} />}
    />
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
