import { type ReactNode, useId } from 'react';
import styles from './CheckField.module.css';

interface CheckFieldProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly help?: ReactNode;
  readonly isDisabled?: boolean;
}

/** The browser's own box with its words. */
export function CheckField({ label, isChecked, onChange, help, isDisabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label}>
        <input
          type="checkbox"
          className={styles.box}
          checked={isChecked}
          disabled={isDisabled}
          onChange={({ target }) => onChange(target.checked)}
          {...(help !== undefined && { 'aria-describedby': id })}
        />
        {label}
      </label>
      {help !== undefined && (
        <p id={id} className={styles.help}>
          {help}
        </p>
      )}
    </div>
  );
}
