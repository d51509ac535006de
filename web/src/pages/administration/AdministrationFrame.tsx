import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { PageHeading } from '../../components/PageHeading.tsx';
import { SubNavigation } from '../../components/SubNavigation.tsx';
import styles from './Administration.module.css';

interface AdministrationFrameProps {
  readonly title: string;
  readonly intro?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every page of the administration stands in; operators find the pages that they may see. */
export function AdministrationFrame({ title, intro, actions, children }: AdministrationFrameProps) {
  const { t } = useTranslation('administration');
  const { data: account } = useQuery(sessionQuery);
  const isAdministrator = account?.role === 'administrator';
  const pages = [
    { path: '/administration', label: t('system') },
    ...(isAdministrator
      ? [
          { path: '/administration/users', label: t('users') },
          { path: '/administration/tokens', label: t('tokens') },
          { path: '/administration/single-sign-on', label: t('singleSignOn') },
        ]
      : []),
    { path: '/administration/notices', label: t('notices') },
    { path: '/administration/retention', label: t('retention') },
    ...(isAdministrator ? [{ path: '/administration/keys', label: t('keys') }] : []),
  ];
  return (
    <>
      <SubNavigation label={t('parts')} pages={pages} />
      <PageHeading title={title} actions={actions}>
        {intro !== undefined && <p className={styles.intro}>{intro}</p>}
      </PageHeading>
      <div className={styles.parts}>{children}</div>
    </>
  );
}
