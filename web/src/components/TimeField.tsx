import { useId } from 'react';
import styles from './SelectField.module.css';

interface TimeFieldProps {
  readonly label: string;
  /** `22:00`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The browser's own field for a time of the day, which telephones know. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="time"
        required
        className={styles.select}
        value={value}
        onChange={({ target }) => target.value !== '' && onChange(target.value)}
      />
    </div>
  );
}
