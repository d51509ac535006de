import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../components/PageHeading.tsx';

export function RunsPage() {
  const { t } = useTranslation('runs');
  return <PageHeading title={t('title')} />;
}
