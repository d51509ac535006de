import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './SelectField.module.css';
import { dayForm, optionalTimeForm, type TypedForm, timeForm } from './typed-values.ts';

interface ValueFieldProps {
  readonly label: string;
  /** `2026-11-22` or empty for a day, `22:00` for a time. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A day, typed as readers of the chosen language write it: the browser's own field would follow the browser's language. */
export function DateField(props: ValueFieldProps) {
  const { t } = useTranslation('words');
  return <TypedField {...props} form={dayForm} example={t('dayExample')} mistake={t('dayMistake')} />;
}

/** A time of the day, or none. */
export function OptionalTimeField(props: ValueFieldProps) {
  const { t } = useTranslation('words');
  return <TypedField {...props} form={optionalTimeForm} example={t('timeExample')} mistake={t('timeMistake')} />;
}

/** A time of the day, from 00:00 to 23:59. */
export function TimeField(props: ValueFieldProps) {
  const { t } = useTranslation('words');
  return <TypedField {...props} form={timeForm} example={t('timeExample')} mistake={t('timeMistake')} />;
}

interface TypedFieldProps extends ValueFieldProps {
  readonly form: TypedForm;
  /** Stands in the empty field. */
  readonly example: string;
  /** Said once somebody has left the field with what is no value. */
  readonly mistake: string;
}

function TypedField({ label, value, onChange, form, example, mistake }: TypedFieldProps) {
  const id = useId();
  const [text, setText] = useState(form.show(value));
  const [isLeft, setIsLeft] = useState(true);
  // What changes from outside, by a button that clears filters, is shown; what is being typed is left alone.
  useEffect(() => {
    setText((typed) => (form.read(typed) === value ? typed : form.show(value)));
  }, [form, value]);
  const isWrong = isLeft && form.read(text) === undefined;
  const type = (typed: string) => {
    setText(typed);
    const next = form.read(typed);
    if (next !== undefined) onChange(next);
  };
  const leave = () => {
    setIsLeft(true);
    const read = form.read(text);
    if (read !== undefined) setText(form.show(read));
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder={example}
        className={`${styles.select} ${styles.typed}`}
        value={text}
        aria-invalid={isWrong}
        {...(isWrong && { 'aria-describedby': `${id}-mistake` })}
        onFocus={() => setIsLeft(false)}
        onBlur={leave}
        onChange={({ target }) => type(target.value)}
      />
      {isWrong && (
        <p id={`${id}-mistake`} className={styles.mistake}>
          {mistake}
        </p>
      )}
    </div>
  );
}
