import { Button } from '@dhis2-ui/button';
import type { ReactNode } from 'react';
import styles from './Form.module.css';
import { ProblemNotice } from './ProblemNotice.tsx';

interface FormProps {
  readonly submit: string;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  /** Why the last try failed. */
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** Beside the button. */
  readonly more?: ReactNode;
}

/** Fields with their button; Enter sends it, and it is sent once. */
export function Form({ submit, isBusy, isReady = true, error, onSubmit, children, more }: FormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && isReady) onSubmit();
      }}
    >
      <ProblemNotice error={error} />
      {children}
      <div className={styles.actions}>
        <Button type="submit" primary loading={isBusy} disabled={!isReady}>
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
