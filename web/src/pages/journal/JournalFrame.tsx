import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { PageHeading } from '../../components/PageHeading.tsx';
import { SubNavigation } from '../../components/SubNavigation.tsx';

interface JournalFrameProps {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}

/** What the log and the audit trail stand in; the trail is for administrators. */
export function JournalFrame({ title, intro, children }: JournalFrameProps) {
  const { t } = useTranslation('journal');
  const { data: account } = useQuery(sessionQuery);
  const pages = [
    { path: '/journal', label: t('entries') },
    { path: '/journal/audit', label: t('trail') },
  ];
  return (
    <>
      <PageHeading title={title}>
        <p>{intro}</p>
      </PageHeading>
      {account?.role === 'administrator' && <SubNavigation label={t('parts')} pages={pages} />}
      {children}
    </>
  );
}
