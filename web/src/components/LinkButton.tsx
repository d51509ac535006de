import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './LinkButton.module.css';

interface LinkButtonProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly primary?: boolean;
}

/** A link in the look of DHIS2's button, for what goes somewhere rather than doing something. */
export function LinkButton({ to, children, primary = false }: LinkButtonProps) {
  return (
    <Link to={to} className={primary ? `${styles.button} ${styles.primary}` : styles.button}>
      {children}
    </Link>
  );
}
