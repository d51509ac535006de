import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../components/PageHeading.tsx';

export function InstancesPage() {
  const { t } = useTranslation('instances');
  return <PageHeading title={t('title')} />;
}
