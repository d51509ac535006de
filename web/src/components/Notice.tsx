import { IconCheckmarkCircle24, IconErrorFilled24, IconInfoFilled24, IconWarningFilled24 } from '@dhis2/ui-icons';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

export type NoticeTone = 'info' | 'good' | 'warning' | 'error';

interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
}

const icons = {
  info: IconInfoFilled24,
  good: IconCheckmarkCircle24,
  warning: IconWarningFilled24,
  error: IconErrorFilled24,
} as const;

const colours = { info: '#0b5fb8', good: '#1b5e20', warning: '#8f5200', error: '#b71c1c' } as const;

/** DHIS2's notice box; its own makes a heading of the sixth level of every title, wherever it stands. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`${styles.notice} ${styles[tone]}`}>
      <span className={styles.icon} aria-hidden="true">
        <Icon color={colours[tone]} />
      </span>
      <div className={styles.text}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
