import { useId } from 'react';
import styles from './SelectField.module.css';

interface DateFieldProps {
  readonly label: string;
  /** `2026-11-22`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The browser's own field for a day, which telephones know. */
export function DateField({ label, value, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        className={styles.select}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
