import type { ReactNode } from 'react';
import styles from './Toolbar.module.css';

/** Filters and what is done with a whole list, in a row that wraps. */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>;
}
