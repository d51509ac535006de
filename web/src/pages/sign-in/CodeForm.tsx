import { Button } from '@dhis2-ui/button';
import type { LogInAnswer } from '@relais/contract/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signInWithCode } from '../../api/session.ts';
import { Form } from '../../components/Form.tsx';
import { TextField } from '../../components/TextField.tsx';
import styles from './SignInPage.module.css';

interface CodeFormProps {
  readonly challenge: string;
  readonly onAnswer: (answer: LogInAnswer) => void;
  readonly onStartAgain: () => void;
}

/** The second step of a login. */
export function CodeForm({ challenge, onAnswer, onStartAgain }: CodeFormProps) {
  const { t } = useTranslation('signIn');
  const [code, setCode] = useState('');
  const entry = useMutation({
    mutationFn: () => signInWithCode(challenge, code.replaceAll(/\s/g, '')),
    onSuccess: onAnswer,
  });
  return (
    <>
      <h1 className={styles.title}>{t('codeTitle')}</h1>
      <p className={styles.intro}>{t('codeText')}</p>
      <Form
        submit={t('verify')}
        isBusy={entry.isPending}
        isReady={code.trim() !== ''}
        error={entry.error}
        onSubmit={() => entry.mutate()}
        more={<Button onClick={onStartAgain}>{t('startAgain')}</Button>}
      >
        <TextField
          name="code"
          label={t('code')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          initialFocus
        />
      </Form>
    </>
  );
}
