import { useTranslation } from 'react-i18next';
import { LinkButton } from '../components/LinkButton.tsx';
import { PageHeading } from '../components/PageHeading.tsx';

export function NotFound() {
  const { t } = useTranslation('layout');
  return (
    <>
      <PageHeading title={t('notFoundTitle')} />
      <p>{t('notFoundText')}</p>
      <LinkButton to="/">{t('backHome')}</LinkButton>
    </>
  );
}
