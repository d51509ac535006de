import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../components/PageHeading.tsx';
import { SubNavigation } from '../../components/SubNavigation.tsx';

interface HelpFrameProps {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
}

/** What every page of the help stands in. */
export function HelpFrame({ title, intro, children }: HelpFrameProps) {
  const { t } = useTranslation('help');
  const pages = [
    { path: '/help', label: t('words') },
    { path: '/help/codes', label: t('codes') },
    { path: '/help/documents', label: t('documents') },
  ];
  return (
    <>
      <SubNavigation label={t('parts')} pages={pages} />
      <PageHeading title={title}>{intro !== undefined && <p>{intro}</p>}</PageHeading>
      {children}
    </>
  );
}
