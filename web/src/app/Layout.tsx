import type { Account } from '@relais/contract/session.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenWords } from '../components/ScreenWords.tsx';
import { HeaderBar } from './HeaderBar.tsx';
import styles from './Layout.module.css';
import { Navigation } from './Navigation.tsx';

interface LayoutProps {
  readonly account: Account;
  readonly children: ReactNode;
}

/** DHIS2's frame: a bar above, the screens beside, what one came for in the middle. */
export function Layout({ account, children }: LayoutProps) {
  const { t } = useTranslation('layout');
  return (
    <div className={styles.layout}>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      <HeaderBar account={account} />
      <div className={styles.body}>
        <div className={styles.side}>
          <Navigation role={account.role} />
        </div>
        <main id="content" tabIndex={-1} className={styles.content}>
          {children}
          <ScreenWords />
        </main>
      </div>
    </div>
  );
}
