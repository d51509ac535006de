import type { ReactNode } from 'react';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import styles from './StandAlone.module.css';

/** The frame of a page for whoever is not signed in. */
export function StandAlone({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <img src="/relais.svg" alt="" width="28" height="28" />
          Relais
        </span>
        <LanguageSwitch />
      </header>
      <main className={styles.card}>{children}</main>
    </div>
  );
}
