import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title: string;
  /** Beside the title: a link to more. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen with its heading, on white. */
export function Card({ title, more, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {more}
      </header>
      {children}
    </section>
  );
}
