import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { PageHeading } from '../../components/PageHeading.tsx';

export function RunPage() {
  const { t } = useTranslation('run');
  const { id = '' } = useParams<{ id: string }>();
  return <PageHeading title={t('title', { id })} />;
}
