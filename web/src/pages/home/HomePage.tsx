import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../components/PageHeading.tsx';

export function HomePage() {
  const { t } = useTranslation('home');
  return <PageHeading title={t('title')} />;
}
