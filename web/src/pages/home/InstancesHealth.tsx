import { Tag } from '@dhis2-ui/tag';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { InstanceHealth } from '../../api/home.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormats } from '../../i18n/useFormats.ts';

/** How the instances are, as far as is known without asking them. */
export function InstancesHealth({ instances }: { readonly instances: readonly InstanceHealth[] }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  return (
    <DataTable
      caption={t('instances')}
      rows={instances}
      rowKey={({ name }) => name}
      columns={[
        {
          key: 'name',
          title: t('instance'),
          cell: ({ name }) => <Link to={`/instances/${encodeURIComponent(name)}`}>{name}</Link>,
        },
        {
          key: 'health',
          title: t('health'),
          cell: ({ trouble }) =>
            trouble === undefined ? <Tag positive>{t('well')}</Tag> : <Tag negative>{t(trouble)}</Tag>,
        },
        {
          key: 'lastGood',
          title: t('lastGood'),
          cell: ({ lastGoodRunAt }) => (lastGoodRunAt === undefined ? t('never') : formats.shortMoment(lastGoodRunAt)),
        },
        {
          key: 'certificate',
          title: t('certificate'),
          cell: ({ certificateEndsAt }) =>
            certificateEndsAt === undefined ? '–' : t('until', { day: formats.day(certificateEndsAt) }),
        },
      ]}
    />
  );
}
