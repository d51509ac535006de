import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  /** What advances, for a reader of the screen. */
  readonly label: string;
  /** 0 to 1; undefined where nobody knows how much there is. */
  readonly share: number | undefined;
  readonly tone?: 'running' | 'done' | 'still';
}

/** How far something is. Made of SVG, because the page's policy lets no HTML text set a width by style. */
export function ProgressBar({ label, share, tone = 'running' }: ProgressBarProps) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent !== undefined && { 'aria-valuenow': percent })}
      className={`${styles.bar} ${styles[tone]} ${percent === undefined && tone === 'running' ? styles.unknown : ''}`}
    >
      <svg width="100%" height="8" aria-hidden="true" focusable="false">
        <rect className={styles.fill} width={percent === undefined ? '30%' : `${percent}%`} height="8" />
      </svg>
    </div>
  );
}
