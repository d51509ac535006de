import type { ReactNode } from 'react';
import styles from './Facts.module.css';

interface FactsProps {
  /** A key is needed where titles are alike. */
  readonly facts: readonly { readonly title: string; readonly value: ReactNode; readonly key?: string }[];
}

/** Titles with their values, one below the other where there is no room beside. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ title, value, key = title }) => (
        <div key={key} className={styles.fact}>
          <dt className={styles.title}>{title}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
