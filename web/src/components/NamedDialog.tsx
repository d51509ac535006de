import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Question } from './Question.tsx';
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
  /** Whether something may be lost; usually so. */
  readonly isDestructive?: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Asks for the name of what is changed, so that nobody does to one instance what they meant for another. */
export function NamedDialog({ name, children, submit, onSubmit, isDestructive = true, ...more }: NamedDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  return (
    <Question
      {...more}
      confirm={submit}
      isDestructive={isDestructive}
      isReady={typed.trim() === name}
      onConfirm={onSubmit}
    >
      {children}
      <TextField
        name="typed-name"
        label={t('typeName', { name })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        initialFocus
      />
    </Question>
  );
}
