import { Button } from '@dhis2-ui/button';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { TextField } from './TextField.tsx';

interface NamedDialogProps {
  readonly title: string;
  /** What is typed before anything happens: the name of the target. */
  readonly name: string;
  /** What will happen, in numbers. */
  readonly children: ReactNode;
  /** On the button. */
  readonly submit: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Asks for the name of what is changed, so that nobody does to one instance what they meant for another. */
export function NamedDialog({ title, name, children, submit, isBusy, error, onSubmit, onClose }: NamedDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isReady = typed.trim() === name;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button destructive disabled={!isReady} loading={isBusy} onClick={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      {children}
      <ProblemNotice error={error} />
      <TextField
        name="typed-name"
        label={t('typeName', { name })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        initialFocus
      />
    </Dialog>
  );
}
