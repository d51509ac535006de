import { Checkbox } from '@dhis2-ui/checkbox';
import type { ReactNode } from 'react';
import styles from './CheckField.module.css';

interface CheckFieldProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly help?: ReactNode;
}

/** DHIS2's box with what it means below it. */
export function CheckField({ label, isChecked, onChange, help }: CheckFieldProps) {
  return (
    <div>
      <Checkbox label={label} checked={isChecked} onChange={({ checked }) => onChange(checked)} />
      {help !== undefined && <p className={styles.help}>{help}</p>}
    </div>
  );
}
