import { useId } from 'react';
import styles from './LinesField.module.css';

interface LinesFieldProps {
  readonly label: string;
  readonly value: string;
  readonly help?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A text of several lines. */
export function LinesField({ label, value, help, onChange }: LinesFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={styles.text}
        rows={4}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        {...(help !== undefined && { 'aria-describedby': `${id}-help` })}
      />
      {help !== undefined && (
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}
