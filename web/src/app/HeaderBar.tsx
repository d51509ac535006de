import { IconUser24 } from '@dhis2/ui-icons';
import type { Account } from '@relais/contract/session.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { sessionKey, signOut } from '../api/session.ts';
import styles from './HeaderBar.module.css';
import { HeaderMenu } from './HeaderMenu.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Navigation } from './Navigation.tsx';

/** DHIS2's icons have none for a menu. */
function MenuIcon() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="#fff" strokeWidth="2" aria-hidden="true">
      <path d="M4 6h16M4 12h16M4 18h16" />
    </svg>
  );
}

/** The bar that people know from DHIS2; theirs speaks to a DHIS2, which Relais is not. */
export function HeaderBar({ account }: { readonly account: Account }) {
  const { t } = useTranslation('layout');
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: () => {
      // Nothing of what somebody saw stays for who comes next.
      client.clear();
      client.setQueryData(sessionKey, null);
    },
  });
  return (
    <header className={styles.bar}>
      <div className={styles.narrow}>
        <HeaderMenu label={t('openNavigation')} icon={<MenuIcon />} side="start">
          {(close) => <Navigation role={account.role} onGo={close} />}
        </HeaderMenu>
      </div>
      <Link to="/" className={styles.brand}>
        <img src="/relais.svg" alt="" width="24" height="24" />
        Relais
      </Link>
      <div className={styles.end}>
        <LanguageSwitch />
        <HeaderMenu label={t('account', { name: account.username })} icon={<IconUser24 color="#fff" />} side="end">
          {(close) => (
            <div className={styles.account}>
              <p className={styles.name}>{account.username}</p>
              <Link to="/account" className={styles.leave} onClick={close}>
                {t('myAccount')}
              </Link>
              <button type="button" className={styles.leave} onClick={() => leave.mutate()}>
                {t('signOut')}
              </button>
            </div>
          )}
        </HeaderMenu>
      </div>
    </header>
  );
}
