import { Link, useLocation } from 'wouter';
import styles from './SubNavigation.module.css';

export interface SubPage {
  readonly path: string;
  readonly label: string;
}

interface SubNavigationProps {
  readonly label: string;
  readonly pages: readonly SubPage[];
}

/** Links between the pages of one screen, in the look of DHIS2's tabs; the first is the screen's own address. */
export function SubNavigation({ label, pages }: SubNavigationProps) {
  const [location] = useLocation();
  const first = pages[0]?.path;
  return (
    <nav aria-label={label} className={styles.navigation}>
      <ul className={styles.list}>
        {pages.map(({ path, label: word }) => {
          const isHere = location === path || (path !== first && location.startsWith(`${path}/`));
          return (
            <li key={path}>
              <Link to={path} className={styles.link} aria-current={isHere ? 'page' : undefined}>
                {word}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
