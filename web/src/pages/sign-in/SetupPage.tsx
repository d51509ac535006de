import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { makeFirstAdministrator, sessionKey, signIn } from '../../api/session.ts';
import { StandAlone } from '../../app/StandAlone.tsx';
import { Form } from '../../components/Form.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { isSame, NewPasswordFields, noPassword } from './NewPasswordFields.tsx';
import { readNextPage, readOneTimeToken } from './one-time-link.ts';
import styles from './SignInPage.module.css';

/** The first start: whoever has the link that the service printed makes the first account, and is in. */
export function SetupPage() {
  const { t } = useTranslation('signIn');
  const client = useQueryClient();
  const [, goTo] = useLocation();
  const [token] = useState(() => readOneTimeToken(window.location.hash));
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState(noPassword);
  const making = useMutation({
    mutationFn: async () => {
      const given = email.trim() === '' ? {} : { email: email.trim() };
      await makeFirstAdministrator({ token: token ?? '', username, password: password.first, ...given });
      await signIn(username, password.first);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionKey });
      goTo(readNextPage(window.location.search), { replace: true });
    },
  });
  return (
    <StandAlone>
      <h1 className={styles.title}>{t('setupTitle')}</h1>
      {token === undefined ? (
        <Notice tone="warning">{t('linkIncomplete')}</Notice>
      ) : (
        <>
          <p className={styles.intro}>{t('setupText')}</p>
          <Form
            submit={t('setupSubmit')}
            isBusy={making.isPending}
            isReady={username !== '' && isSame(password)}
            error={making.error}
            onSubmit={() => making.mutate()}
          >
            <TextField
              name="username"
              label={t('username')}
              value={username}
              onChange={setUsername}
              autoComplete="username"
              initialFocus
            />
            <NewPasswordFields value={password} onChange={setPassword} />
            <TextField
              name="email"
              type="email"
              label={t('email')}
              value={email}
              onChange={setEmail}
              autoComplete="email"
            />
          </Form>
        </>
      )}
    </StandAlone>
  );
}
