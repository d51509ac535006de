import { Radio } from '@dhis2-ui/radio';
import { useId } from 'react';
import styles from './ChoiceField.module.css';

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly help?: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with what it means: for choices that somebody makes once and should understand. */
export function ChoiceField<Value extends string>({ label, value, choices, onChange }: ChoiceFieldProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} className={styles.choice}>
          <Radio
            name={name}
            value={choice.value}
            label={choice.label}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.help !== undefined && <p className={styles.help}>{choice.help}</p>}
        </div>
      ))}
    </fieldset>
  );
}
