import type { Account } from '@relais/contract/session.ts';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import styles from './Navigation.module.css';
import { routes } from './routes.tsx';

interface NavigationProps {
  readonly role: Account['role'];
  readonly onGo?: () => void;
}

/** Links to the screens that have a word there. */
export function Navigation({ role, onGo }: NavigationProps) {
  const { t } = useTranslation('layout');
  const [location] = useLocation();
  return (
    <nav aria-label={t('navigation')}>
      <ul className={styles.list}>
        {routes.map(({ path, navigation, roles }) => {
          if (navigation === undefined || roles?.includes(role) === false) return null;
          const isHere = path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);
          return (
            <li key={path}>
              <Link to={path} className={styles.link} aria-current={isHere ? 'page' : undefined} onClick={onGo}>
                {t(navigation)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
