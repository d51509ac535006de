import type { LogInAnswer } from '@relais/contract/session.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../api/session.ts';
import { Form } from '../../components/Form.tsx';
import { TextField } from '../../components/TextField.tsx';

export function PasswordForm({ onAnswer }: { readonly onAnswer: (answer: LogInAnswer) => void }) {
  const { t } = useTranslation('signIn');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const entry = useMutation({ mutationFn: () => signIn(username, password), onSuccess: onAnswer });
  return (
    <Form
      submit={t('submit')}
      isBusy={entry.isPending}
      isReady={username !== '' && password !== ''}
      error={entry.error}
      onSubmit={() => entry.mutate()}
    >
      <TextField
        name="username"
        label={t('username')}
        value={username}
        onChange={setUsername}
        autoComplete="username"
        initialFocus
      />
      <TextField
        name="password"
        type="password"
        label={t('password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
    </Form>
  );
}
